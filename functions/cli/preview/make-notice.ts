// Notices for the preview, by what makes those of a run and of the watchdog. What they tell of is made up: the figures that
// are shown were neither held nor late.
import type { CheckEntry } from '../../checks/check-entries.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Locale } from '../../definitions/locale.ts';
import { watchFileOf } from '../../definitions/watch-file.ts';
import type { Delivery } from '../../delivery/deliver.ts';
import { type NoticeMail, renderNotice } from '../../email/notices/notice-view.ts';
import type { DecideBy } from '../../email/release-section.ts';
import type { Period } from '../../periods/period.ts';
import { deadlineAfter, nextDeadline } from '../../periods/schedule.ts';
import { heldMatter } from '../../run/held-matter.ts';
import type { Matter } from '../../run/matter.ts';
import type { RunResult } from '../../run/request.ts';
import { undeliveredMatter } from '../../run/undelivered-matter.ts';
import { type Reason, writeNotice } from '../../watchdog/late-mail.ts';
import { calendarOf } from '../open-shop.ts';
import type { ListedMail } from './list-mails.ts';

export type NoticeContext = { definitions: Definitions; decideBy: DecideBy };

/** A mail in the layout of notices. */
export type NoticeKind = 'held' | 'undelivered' | `late-${Reason}`;

/** `layout`: that of notices, compiled in the language. */
export function makeNotice(
  context: NoticeContext,
  listed: ListedMail & { kind: NoticeKind },
  { period, locale, layout }: { period: Period; locale: Locale; layout: string },
): NoticeMail {
  const { definitions } = context;
  const { report, kind, to } = listed;
  if (kind !== 'held' && kind !== 'undelivered') return makeLate(definitions, listed, { period, locale, layout });
  const run = `${report.id}-${period.id}`;
  const frame = { run, request: { report, kind: 'run' as const, from: period, to: period }, context };
  const matter: Matter | null =
    kind === 'held'
      ? heldMatter(frame, { outcome: 'held', run, problems: [], checks: exampleFindings(definitions, period) })
      : undeliveredMatter(frame, exampleDeliveries(run, listed));
  if (matter === null) throw new Error(`nothing to tell of ${kind}`);
  const { name, address } = definitions.shop;
  const about = { shop: name, report, period, run, owners: Math.max(1, to.length), ...(address ? { address } : {}) };
  return renderNotice(matter.view(about, locale), layout);
}

function makeLate(
  definitions: Definitions,
  { report, kind }: ListedMail,
  { period, locale: { locale }, layout }: { period: Period; locale: Locale; layout: string },
): NoticeMail {
  const { holidays, shop } = definitions;
  const scheduledTime = deadlineAfter(period, report, holidays);
  return writeNotice(
    {
      file: watchFileOf(definitions, { [locale]: layout }),
      report,
      period,
      reason: kind.replace(/^late-/, '') as Reason,
      expected: nextDeadline(scheduledTime, report, calendarOf(definitions), holidays),
      sender: shop.sender,
      scheduledTime,
    },
    locale,
  );
}

/** One that is missing, one that is wrong and one that is unusual, of the shop's first tables. */
function exampleFindings({ tables }: Definitions, { from, to }: Period): CheckEntry[] {
  const [first = '', second = first, third = second] = Object.keys(tables);
  return [
    example('days_present', first, null, { n: '2', days: `${from}, ${to}` }, from),
    example('keys_unique', second, null, { rows: '12', example: '1001' }, from),
    example('volume', third, to, { now: '12041', usual: '39880' }, to),
  ];
}

function example(
  id: CheckEntry['id'],
  table: string,
  subject: string | null,
  found: Record<string, string>,
  since: string,
): CheckEntry {
  return { id, table, subject, outcome: 'held', detail: '', found, rows: null, since, accepted: null };
}

/** The first reader's mail failed, of the second nobody knows. */
function exampleDeliveries(run: string, { readers, to, reader }: ListedMail): RunResult {
  const ids = [...new Set([reader, ...to].map(({ id }) => id))];
  const deliveries: Delivery[] = Array.from({ length: Math.max(2, readers) }, (_, at) => ({
    recipient: ids[at] ?? `${reader.id}-${at + 1}`,
    outcome: at === 0 ? 'failed' : at === 1 ? 'unknown' : 'sent',
    ...(at === 0 ? { problems: [{ code: 'MAILER_FAILED', message: '', remedy: '' }] } : {}),
  }));
  return { outcome: 'failed', run, problems: [], deliveries };
}
