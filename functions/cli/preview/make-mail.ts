// One of the listed mails in one language, made of stored figures by what makes the mails of a run. The store is only read.
import { writeFreshMail } from '../../access/send-fresh.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { layoutKey, layoutsOf, NOTICE_LAYOUT } from '../../definitions/report-layouts.ts';
import type { Mail } from '../../delivery/deliver.ts';
import { personalMail } from '../../delivery/personal-mail.ts';
import { editionOf } from '../../delivery/reader-edition.ts';
import { assembleTemplate } from '../../email/assemble.ts';
import { FillError } from '../../email/html.ts';
import type { ReleaseAsk } from '../../email/release-section.ts';
import { readTags } from '../../email/tags.ts';
import { layeredStore } from '../../local/layered-store.ts';
import { type Period, readPeriod } from '../../periods/period.ts';
import { deadlineAfter } from '../../periods/schedule.ts';
import type { Store } from '../../ports.ts';
import { type Problem, ProblemError } from '../../problem.ts';
import { releaseTime } from '../../run/release.ts';
import { VIEWS } from '../../run/views.ts';
import { calendarOf } from '../open-shop.ts';
import { isNotice, type ListedMail, type Newest } from './list-mails.ts';
import { makeNotice } from './make-notice.ts';
import type { Shop } from './watched-shop.ts';

export type MailContext = {
  shop: Shop;
  definitions: Definitions;
  store: Store;
  /** Where links of mails lead. */
  pages: string;
  decideBy: ReleaseAsk['decideBy'];
};

/** `nothing`: readers are sent no such mail now, and why. */
export type Made =
  | { is: 'mail'; mail: Mail }
  | { is: 'problems'; problems: readonly Problem[] }
  | { is: 'nothing'; why: string };

/** Stands in links where each reader has a text of their own. */
const OWN_LINK = 'each-readers-own-link';

export async function makeMail(
  context: MailContext,
  listed: ListedMail,
  newest: Newest,
  locale: string,
): Promise<Made> {
  try {
    return await make(context, listed, newest, locale);
  } catch (error) {
    return { is: 'problems', problems: problemsOf(error, context, listed, locale) };
  }
}

async function make(context: MailContext, listed: ListedMail, newest: Newest, locale: string): Promise<Made> {
  const period = readPeriod(newest.period, calendarOf(context.definitions));
  if (period === null) throw new Error(`${newest.key} is of no period`);
  const { kind } = listed;
  if (kind === 'fresh-link') return { is: 'mail', mail: makeFresh(context, listed, period, locale) };
  if (kind === 'report' || kind === 'brief' || kind === 'revised' || kind === 'release') {
    return makeReport(context, listed, { newest, period, locale });
  }
  const layout = await context.shop.compile(NOTICE, locale);
  const words = context.definitions.locales[locale];
  if (!layout.ok) return { is: 'problems', problems: layout.problems };
  if (!words) throw new Error(`no words in ${locale}`);
  return { is: 'mail', mail: makeNotice(context, { ...listed, kind }, { period, locale: words, layout: layout.html }) };
}

async function makeReport(
  { shop, definitions, store, pages, decideBy }: MailContext,
  listed: ListedMail,
  { newest, period, locale }: { newest: Newest; period: Period; locale: string },
): Promise<Made> {
  const { report, kind, reader, readers } = listed;
  const edition = { ...editionOf(reader, report), locale };
  const { key, email } = layoutOf(listed);
  const layout = await shop.compile(email, locale);
  if (!layout.ok) return { is: 'problems', problems: layout.problems };
  const { address } = definitions.shop;
  const frame = {
    ports: { store: layeredStore(store), recipientFiles: async () => shop.recipientFiles },
    request: { report, kind: kind === 'revised' ? ('restate' as const) : ('run' as const) },
    context: {
      definitions,
      templates: { [key]: { [locale]: layout.html } },
      links: address === '' ? {} : { address },
      pages,
    },
  };
  const { revisions, ...published } = newest;
  const editions = await VIEWS[report.view].open(frame, [{ ...published, outcome: 'unchanged' }], revisions, [edition]);
  const wrong = editions.wrong(reader);
  if (wrong !== null) return { is: 'problems', problems: [wrong] };
  const ask: ReleaseAsk = {
    run: `${report.id}-${period.id}`,
    goesOutAt: releaseTime(period, report, definitions),
    waiting: readers,
    byItself: true,
    decideBy,
  };
  const mail = await editions.render(edition, ...(kind === 'release' ? [ask] : []));
  if (mail === null) return { is: 'nothing', why: NOTHING_MOVED };
  return { is: 'mail', mail: await personalMail(mail, async () => OWN_LINK) };
}

/** Without .mjml. */
const NOTICE = 'notice';

function layoutOf({ report, reader, kind }: ListedMail): { key: string; email: string } {
  if (isNotice(kind)) return { key: NOTICE_LAYOUT, email: NOTICE };
  const key = layoutKey(report, editionOf(reader, report).brief ? 'brief' : 'full');
  return { key, email: layoutsOf(report)[key] ?? report.email };
}

const NOTHING_MOVED = 'Nothing moved since the revision before that its readers must hear of: no such mail is sent.';

function makeFresh({ definitions, pages }: MailContext, { report }: ListedMail, period: Period, locale: string): Mail {
  const words = definitions.locales[locale];
  if (!words) throw new Error(`no words in ${locale}`);
  const now = deadlineAfter(period, report, definitions.holidays);
  const context = { definitions, base: pages, calendar: calendarOf(definitions) };
  return writeFreshMail(context, { report, token: OWN_LINK, now }, words);
}

/** What a layout asks of the figures appears only when it is filled; whatever it is, it is told and ends nothing. */
function problemsOf(error: unknown, context: MailContext, listed: ListedMail, locale: string): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  if (error instanceof FillError) return [unfilled(error, context, listed, locale)];
  const { report } = listed;
  const message = `${report.id} could not be filled in ${locale}: ${error instanceof Error ? error.message : String(error)}.`;
  const remedy = `Look at what was changed last in templates/email/${layoutOf(listed).email}.mjml, its parts and templates/locales/${locale}.yaml.`;
  return [{ code: 'INVALID_TEMPLATE', message, remedy }];
}

/** A tag is found by what stands in it: the compiled layout has no lines of its files. */
function unfilled(
  { code, message }: FillError,
  { shop, definitions }: MailContext,
  listed: ListedMail,
  locale: string,
): Problem {
  const { email } = layoutOf(listed);
  const { files } = assembleTemplate(definitions.email, `${email}.mjml`);
  const tags = files.flatMap((file) => readTags(file, definitions.email[file] ?? ''));
  const place = tags.find((tag) => tag.code === code)?.place ?? { file: `${email}.mjml` };
  const remedy = `Print what the mail has, or put the tag into an \`if\` for mails that do not have it (${listed.kind}, ${locale}).`;
  return shop.placed({ code: 'INVALID_TEMPLATE', place, message, remedy });
}
