// The editions of a snapshot: the whole shop, or one slice of it. A slice is cut and stored before it is rendered, so that
// a mail cannot hold what its reader may not see.
import { suggestName } from '../definitions/nearest.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import type { Slice } from '../delivery/recipients.ts';
import { renderEmail } from '../email/render.ts';
import { rankMoves } from '../snapshot/moves.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { isInSnapshot, membersOf } from '../snapshot/slice.ts';
import { type Editions, linksOfMail, mailOf, notShown } from './editions.ts';
import { type RunFrame, readStored } from './frame.ts';
import { publishSlice, readMemberPasts } from './publish-slice.ts';
import type { Published } from './request.ts';
import type { Revisions } from './revisions.ts';

/** `wanted`: what will be rendered, so that earlier months are read once for all of it. */
export async function openSnapshotEditions(
  frame: RunFrame,
  published: Published[],
  revisions: Revisions,
  wanted: ReaderEdition[] = [],
): Promise<Editions> {
  const { ports, context, request } = frame;
  const { report } = request;
  const whole = await readStored<Snapshot>(ports.store, `${published.at(-1)?.key}/snapshot.json`);
  const newest = { ...revisions, ...Object.fromEntries(published.map(({ period, revision }) => [period, revision])) };
  const slices = wanted.flatMap(({ sees }) => ('slice' in sees ? [sees.slice] : []));
  const pasts = slices.length === 0 ? null : await readMemberPasts(ports.store, whole, slices, newest);

  return {
    wrong(reader) {
      const { slice } = reader;
      if (slice === null || isInSnapshot(whole, slice)) return null;
      const { dimension, member } = slice;
      const message = `${reader.id} may see ${dimension}=${member} only, of which ${report.id} knows nothing in ${whole.period.id}.`;
      return notShown(reader, message, suggestName(member, membersOf(whole, dimension)));
    },
    async render({ sees, locale }, ask) {
      const snapshot = 'slice' in sees ? await cut(sees.slice) : whole;
      const words = context.definitions.locales[locale];
      const template = context.templates[report.id]?.[locale];
      if (!words || template === undefined) throw new Error(`no layout of ${report.id} in ${locale}`);
      const { sections } = report;
      const { period, revision } = snapshot;
      const links = linksOfMail(frame, { period: period.id, revision, locale });
      const { subject, html, text } = renderEmail({
        snapshot,
        locale: words,
        template,
        sections,
        links,
        ...(ask ? { preview: { ...ask, moves: rankMoves(snapshot.kpis) } } : {}),
      });
      return mailOf({ subject, html, text }, links);
    },
  };

  function cut(slice: Slice): Promise<Snapshot> {
    if (pasts === null) throw new Error(`slice ${slice.dimension}=${slice.member} was not asked for`);
    return publishSlice(ports.store, whole, slice, { past: pasts(slice), definitions: context.definitions });
  }
}
