// All mails that the newest figures in the store make: for each report what its readers get, once for all who get the
// same, then what its owners and those who wait are sent.
import type { Definitions, Report } from '../../definitions/definitions.ts';
import { ownersOf, wholeOwnersOf } from '../../delivery/owners.ts';
import { editionName, editionOf } from '../../delivery/reader-edition.ts';
import type { Recipient } from '../../delivery/recipients.ts';
import type { Store } from '../../ports.ts';
import { peopleFolder, snapshotFolder } from '../../run/keys.ts';
import type { Revisions } from '../../run/revisions.ts';
import type { Reason } from '../../watchdog/late-mail.ts';

/** `brief`: the short form, for whoever might want it; who does has it as their report. `release`: as owners see it who decide. `revised`: a later revision, with what moved. `held`, `undelivered`: what its owners are told of a run that ended so. `late-…`: the notice that it is late, and why. `fresh-link`: a new link. */
export type MailKind =
  | 'report'
  | 'brief'
  | 'revised'
  | 'release'
  | 'fresh-link'
  | 'held'
  | 'undelivered'
  | `late-${Reason}`;

export type ListedMail = {
  report: Report;
  kind: MailKind;
  /** Whose edition it is; the others of `to` get the same, each in their language. */
  reader: Recipient;
  to: readonly Recipient[];
  /** How many read the report. */
  readers: number;
};

export type Newest = { period: string; revision: number; key: string; revisions: Revisions };

/** `newest`: null where no figures of it are in the store. */
export type ReportMails = { report: Report; newest: Newest | null; mails: ListedMail[] };

const REASONS: readonly Reason[] = ['not_started', 'working', 'held', 'unreleased', 'failed', 'partly'];

const OF_OWNERS: readonly MailKind[] = ['held', 'undelivered'];
const OF_READERS: readonly MailKind[] = ['fresh-link', ...REASONS.map((reason) => `late-${reason}` as const)];

/** `period`: instead of the newest of each report. */
export async function listMails(
  { reports }: Definitions,
  recipients: readonly Recipient[],
  store: Store,
  period: string | undefined,
): Promise<ReportMails[]> {
  const listed = inOrder(Object.values(reports)).map(async (report): Promise<ReportMails> => {
    const newest = await findNewest(store, report, period);
    return { report, newest, mails: newest === null ? [] : mailsOf(report, newest, recipients) };
  });
  return Promise.all(listed);
}

const ORDER: readonly Report['view'][] = ['shop', 'slice', 'person', 'team'];

/** From who sees most to who sees least, and what is final first. */
function inOrder(reports: readonly Report[]): Report[] {
  const place = ({ view, preliminaryOf }: Report) => 2 * ORDER.indexOf(view) + (preliminaryOf === null ? 0 : 1);
  return [...reports].sort((a, b) => place(a) - place(b));
}

/** Short, and of no figures: what goes to all readers of a report alike, or to all of its owners. */
export function isNotice(kind: MailKind): boolean {
  return kind === 'fresh-link' || kind === 'held' || kind === 'undelivered' || kind.startsWith('late-');
}

function isOfPeople({ view }: Report): boolean {
  return view === 'person' || view === 'team';
}

/** A manifest makes a revision. */
async function findNewest(store: Store, report: Report, wanted: string | undefined): Promise<Newest | null> {
  const [root, folderOf] = isOfPeople(report)
    ? [`people/${report.series}/`, peopleFolder]
    : [`snapshots/${report.id}/`, snapshotFolder];
  const revisions: Revisions = {};
  for (const key of await store.list(root)) {
    const [, period, revision] = /^[^/]+\/[^/]+\/([^/]+)\/r(\d+)\/manifest\.json$/.exec(key) ?? [];
    if (period !== undefined) revisions[period] = Math.max(revisions[period] ?? 0, Number(revision));
  }
  const period = wanted ?? Object.keys(revisions).sort().at(-1) ?? '';
  const revision = revisions[period];
  if (revision === undefined) return null;
  const name = isOfPeople(report) ? report.series : report.id;
  return { period, revision, key: folderOf(name, period, revision), revisions };
}

function mailsOf(report: Report, { revision }: Newest, recipients: readonly Recipient[]): ListedMail[] {
  const readers = recipients.filter(({ reports }) => reports.includes(report.id));
  const [first] = readers;
  if (first === undefined) return [];
  const editions = groupByEdition(report, readers);
  const owners = ownersOf(report, recipients);
  const told = wholeOwnersOf(report, recipients);
  const mail = (kind: MailKind, reader: Recipient, to: readonly Recipient[]): ListedMail => {
    return { report, kind, reader, to, readers: readers.length };
  };
  const list = (kind: MailKind, groups: readonly Group[]) => groups.map((to) => mail(kind, to[0], to));
  const isBriefRead = report.brief === null || readers.some(({ form }) => form === 'brief');
  return [
    ...list('report', editions),
    ...(isBriefRead ? [] : [mail('brief', { ...first, form: 'brief' }, [])]),
    ...(revision === 1 || isOfPeople(report) ? [] : list('revised', editions)),
    ...(report.release === null && report.view !== 'shop' ? [] : list('release', groupByEdition(report, owners))),
    // Who might own a report that nobody owns yet sees all of it.
    ...(report.view === 'shop' && owners.length === 0
      ? [mail('release', { ...first, form: 'full', slice: null }, [])]
      : []),
    ...(report.view === 'shop' || told.length > 0 ? OF_OWNERS.map((kind) => mail(kind, told[0] ?? first, told)) : []),
    ...OF_READERS.map((kind) => mail(kind, first, readers)),
  ];
}

type Group = [Recipient, ...Recipient[]];

/** Readers of the same, whatever their languages. */
function groupByEdition(report: Report, readers: readonly Recipient[]): Group[] {
  const groups = new Map<string, Group>();
  for (const reader of readers) {
    const name = editionName({ ...editionOf(reader, report), locale: '' });
    const group = groups.get(name);
    if (group) group.push(reader);
    else groups.set(name, [reader]);
  }
  return [...groups.values()];
}
