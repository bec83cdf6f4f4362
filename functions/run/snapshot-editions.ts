// The editions of a snapshot: the whole shop, or one slice of it. A slice is cut and stored before it is rendered, so that
// a mail cannot hold what its reader may not see.

import { suggestName } from '../definitions/nearest.ts';
import { layoutKey } from '../definitions/report-layouts.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import type { Slice } from '../delivery/recipients.ts';
import { renderEmail } from '../email/render.ts';
import type { Revised } from '../email/revised-section.ts';
import { diffSnapshots } from '../snapshot/diff.ts';
import { materialOf } from '../snapshot/material.ts';
import { rankMoves } from '../snapshot/moves.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { isInSnapshot, membersOf } from '../snapshot/slice.ts';
import { type Editions, linksOfMail, mailOf, notShown, type RunEditionFrame } from './editions.ts';
import { sliceFolder, snapshotFolder } from './keys.ts';
import { cutSlice, publishSlice, readMemberPasts } from './publish-slice.ts';
import { mustReadSnapshot, readSnapshotAt } from './read-snapshot.ts';
import type { Published } from './request.ts';
import { type Revisions, readSnapshotBefore } from './revisions.ts';

/** `wanted`: what will be rendered, so that earlier months are read once for all of it. */
export async function openSnapshotEditions(
  frame: RunEditionFrame,
  published: Published[],
  revisions: Revisions,
  wanted: ReaderEdition[] = [],
): Promise<Editions> {
  const { ports, context, request } = frame;
  const { report } = request;
  const whole = await mustReadSnapshot(ports.store, `${published.at(-1)?.key}/snapshot.json`);
  const newest = { ...revisions, ...Object.fromEntries(published.map(({ period, revision }) => [period, revision])) };
  const slices = wanted.flatMap(({ sees }) => ('slice' in sees ? [sees.slice] : []));
  const pasts = slices.length === 0 ? null : await readMemberPasts(ports.store, whole, slices, newest);
  // Of a restatement readers are told what moved since the revision that they know.
  const known =
    request.kind === 'restate'
      ? await readSnapshotBefore(ports.store, report.id, whole.period.id, request.revision ?? whole.revision)
      : null;

  return {
    wrong(reader) {
      const { slice } = reader;
      if (slice === null || isInSnapshot(whole, slice)) return null;
      const { dimension, member } = slice;
      const message = `${reader.id} may see ${dimension}=${member} only, of which ${report.id} knows nothing in ${whole.period.id}.`;
      return notShown(reader, message, suggestName(member, membersOf(whole, dimension)));
    },
    async render({ sees, locale, brief }, ask) {
      const snapshot = 'slice' in sees ? await cut(sees.slice) : whole;
      const revised =
        known === null ? null : revisedSince('slice' in sees ? await cutKnown(known, sees.slice) : known, snapshot);
      // Owners who are asked see it in any case.
      if (known !== null && revised === null && !ask) return null;
      const words = context.definitions.locales[locale];
      const template = context.templates[layoutKey(report, brief ? 'brief' : 'full')]?.[locale];
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
        ...(brief ? { brief } : {}),
        ...(revised ? { revised } : {}),
        ...(ask ? { preview: { ...ask, moves: rankMoves(snapshot.kpis) } } : {}),
      });
      return mailOf({ subject, html, text }, links);
    },
  };

  /** As it was stored beside the earlier revision, or as it would have been. */
  async function cutKnown(earlier: Snapshot, slice: Slice): Promise<Snapshot | null> {
    const { period, revision } = earlier;
    const folder = sliceFolder(snapshotFolder(report.id, period.id, revision), slice);
    const stored = await readSnapshotAt(ports.store, `${folder}/snapshot.json`);
    if (stored !== null || !isInSnapshot(earlier, slice)) return stored;
    return cutSlice(earlier, slice, { past: pastsOf(slice), definitions: context.definitions });
  }

  function pastsOf(slice: Slice) {
    if (pasts === null) throw new Error(`slice ${slice.dimension}=${slice.member} was not asked for`);
    return pasts(slice);
  }

  function cut(slice: Slice): Promise<Snapshot> {
    return publishSlice(ports.store, whole, slice, { past: pastsOf(slice), definitions: context.definitions });
  }
}

/** Null where nobody must hear of it. A part of the shop that was not there before is news. */
export function revisedSince(before: Snapshot | null, after: Snapshot): Revised | null {
  if (before === null) return null;
  const diff = diffSnapshots(before, after);
  const material = materialOf(diff, after);
  return material && { before, diff, material };
}
