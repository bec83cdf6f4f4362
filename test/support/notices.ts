// Mails about a report without its figures, for tests: the layout compiled once a language, and what owners and readers may
// be told.
import { readFileSync } from 'node:fs';
import { watchFileOf } from '../../functions/definitions/watch-file.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import { type Held, type HeldFinding, viewHeld } from '../../functions/email/notices/held-notice.ts';
import { type NoticeMail, renderNotice } from '../../functions/email/notices/notice-view.ts';
import type { About } from '../../functions/email/notices/owners-notice.ts';
import { type UndeliveredNotice, viewUndelivered } from '../../functions/email/notices/undelivered-notice.ts';
import { type Reason, writeNotice } from '../../functions/watchdog/late-mail.ts';
import { periodOf } from './calendars.ts';
import { LINKS, LOCALES, type LocaleName, readLocale, readTemplates } from './email.ts';
import { mustLoad, onlyReport } from './shop.ts';

const LAYOUT = 'templates/email/notice.mjml';
const RUN = 'monthly-executive-2026-10';

type Write = (text: string) => string;

const asItIs: Write = (text) => text;

const aboutOf = (write: Write): About => ({
  shop: write('Northbay Commerce'),
  report: { id: 'monthly-executive', title: { en: write('Monthly scorecard'), 'zh-CN': write('电商月度计分卡') } },
  period: periodOf('2026-10'),
  run: RUN,
  owners: 2,
  address: write(LINKS.address as string),
});

const FINDINGS: HeldFinding[] = [
  {
    ...{ check: 'days_present', table: 'shipments', subject: null, is: 'missing', remedy: 'load_days' },
    ...{ found: { n: '2', days: '2026-10-17, 2026-10-18' }, since: '2026-10-17' },
    owner: 'Warehouse systems (wms@northbay.example)',
  },
  {
    ...{
      check: 'keys_unique',
      table: 'orders',
      subject: 'order_id, row_version',
      is: 'wrong',
      remedy: 'number_versions',
    },
    ...{ found: { rows: '1204', example: 'order_id, row_version = 10042, 1' }, since: '2026-10-03' },
    owner: 'Order platform team (orders@northbay.example)',
  },
  {
    ...{ check: 'volume', table: 'web_daily', subject: '2026-10-11', is: 'unusual', remedy: 'look_at_load' },
    ...{ found: { now: '12041', usual: '39880' }, since: '2026-10-11' },
    owner: '',
  },
];

const WHERE = '--stage prod --report monthly-executive --period 2026-10';
const BY = '--by <you> --reason <why>';

/** `write`: what stands for each text that comes from data. */
export function buildHeld(write = asItIs): Held {
  const findings = FINDINGS.map((one) => ({
    ...one,
    subject: one.subject === null ? null : write(one.subject),
    found: Object.fromEntries(Object.entries(one.found).map(([key, value]) => [key, write(value)])),
    owner: one.owner === '' ? '' : write(one.owner),
  }));
  return {
    ...aboutOf(write),
    findings,
    problems: [{ is: 'readers', code: 'INVALID_RECIPIENT', place: { file: write('recipients/readers.csv'), line: 7 } }],
    commands: {
      look: `npx scorecard check ${WHERE}`,
      again: `npx scorecard run ${WHERE}`,
      accept: `npx scorecard run ${WHERE} --accept shipments.days_present orders.keys_unique web_daily.volume ${BY}`,
    },
  };
}

export function buildUndelivered(write = asItIs): UndeliveredNotice {
  const readers = Array.from({ length: 13 }, (_, at) => write(`regional-manager-${at + 1}`));
  return {
    ...aboutOf(write),
    sent: 41,
    without: {
      failed: readers,
      over_quota: [write('board-secretary')],
      suppressed: [write('former-cfo')],
      unknown: [write('ceo'), write('cfo')],
    },
    codes: ['MAILER_FAILED'],
    commands: {
      look: `npx scorecard runs --stage prod ${RUN}`,
      again: `npx scorecard run ${WHERE}`,
      resend: `npx scorecard resend --stage prod ${RUN} --recipient <id> ${BY}`,
      lift: `npx scorecard resend --stage prod ${RUN} --recipient <id> --lift ${BY}`,
    },
  };
}

export async function renderHeld(held: Held, name: LocaleName): Promise<NoticeMail> {
  return renderNotice(viewHeld(held, readLocale(name)), await layoutOf(name));
}

export async function renderUndelivered(notice: UndeliveredNotice, name: LocaleName): Promise<NoticeMail> {
  return renderNotice(viewUndelivered(notice, readLocale(name)), await layoutOf(name));
}

export async function renderLate(reason: Reason, name: LocaleName, write = asItIs): Promise<NoticeMail> {
  const { shop, reports, ...file } = watchFileOf(mustLoad(onlyReport('monthly-executive')), await compileNotices());
  const [report] = reports;
  if (!report) throw new Error('the shop has no report');
  const title = { en: write('Monthly scorecard'), 'zh-CN': write('电商月度计分卡') };
  return writeNotice(
    {
      file: { ...file, reports, shop: { ...shop, name: write(shop.name), address: write(shop.address) } },
      report: { ...report, title },
      ...{ period: periodOf('2026-10'), reason, sender: 'scorecard@shop.test' },
      ...{ expected: '2026-11-03T04:00:00Z', scheduledTime: '2026-11-02T04:00:00Z' },
    },
    name,
  );
}

async function layoutOf(name: LocaleName): Promise<string> {
  return (await compileNotices())[name] ?? '';
}

let compiled: Promise<Record<string, string>> | null = null;

/** By locale. */
export function compileNotices(): Promise<Record<string, string>> {
  compiled ??= compileOnce();
  return compiled;
}

async function compileOnce(): Promise<Record<string, string>> {
  const files = { ...readTemplates(), [LAYOUT]: readFileSync(LAYOUT, 'utf8') };
  const layouts: Record<string, string> = {};
  for (const name of LOCALES) {
    const result = await compileEmail(files, LAYOUT, readLocale(name));
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
    layouts[name] = result.html;
  }
  return layouts;
}
