// Tells the owners of a report, in their languages, how its run ended where that needs one of them. A delivery like any
// other, under a name made of what is told: the same is told once, however often the run is started. What breaks here
// leaves the run as it ended, and alerts say it all the same.
import { NOTICE_LAYOUT } from '../definitions/report-layouts.ts';
import type { Delivery } from '../delivery/deliver.ts';
import type { BatchInput, Reader } from '../delivery/deliver-batch.ts';
import { wholeOwnersOf } from '../delivery/owners.ts';
import { editionName, editionOf } from '../delivery/reader-edition.ts';
import { readRecipients } from '../delivery/recipients.ts';
import { renderNotice } from '../email/notices/notice-view.ts';
import type { About } from '../email/notices/owners-notice.ts';
import type { Json, Steps } from '../ports.ts';
import { endOfError } from './end-run.ts';
import type { RunFrame } from './frame.ts';
import { heldMatter } from './held-matter.ts';
import { hashOf, mailKey, noticeRun, readersKey } from './keys.ts';
import type { Matter } from './matter.ts';
import type { RunResult, ToldOwners } from './request.ts';
import { undeliveredMatter } from './undelivered-matter.ts';

/** Answers what came of it, or nothing where there is nothing to tell or nobody whom to tell it. */
export async function tellOwners(steps: Steps, frame: RunFrame, result: RunResult): Promise<ToldOwners | null> {
  const matter = heldMatter(frame, result) ?? undeliveredMatter(frame, result);
  if (matter === null) return null;
  const { request } = frame;
  const run = noticeRun(frame.run, matter.name);
  try {
    const list = await steps.step('notice', () => renderNotices(frame, matter));
    if (list === null) return null;
    const { report, asOf } = request;
    // Whether it arrived is not worth a day.
    const part: BatchInput = { run, report: report.id, asOf, readers: list, ask: null, reconcileHours: 0 };
    return { run, deliveries: await steps.part<Delivery[] & Json>('tell-owners', part), problems: [] };
  } catch (error) {
    const { result: broken } = endOfError(run, error);
    return { run, deliveries: [], problems: 'problems' in broken ? (broken.problems ?? []) : [] };
  }
}

/** Stores the notices and the list of owners with them; answers its key, or null where there is no owner to tell. */
async function renderNotices(frame: RunFrame, matter: Matter): Promise<string | null> {
  const { ports, request, context, folder } = frame;
  const { recipients } = readRecipients(await ports.recipientFiles(), context.definitions);
  const owners = wholeOwnersOf(request.report, recipients).filter(matter.isFor);
  if (owners.length === 0) return null;
  const about = aboutOf(frame, owners.length);
  const mails = new Map<string, string>();
  for (const locale of new Set(owners.map((owner) => owner.locale))) {
    const body = JSON.stringify(renderIn(locale, about, matter, frame));
    const key = mailKey(folder, `notice-${locale}-${hashOf(body)}`);
    await ports.store.putOnce(key, body);
    mails.set(locale, key);
  }
  const listed = owners.map((owner): Reader => {
    const edition = editionName(editionOf(owner, request.report));
    return { id: owner.id, edition, mail: mails.get(owner.locale) as string };
  });
  const body = JSON.stringify(listed);
  const list = readersKey(folder, `notice-${hashOf(body)}`);
  await ports.store.putOnce(list, body);
  return list;
}

function renderIn(language: string, about: About, matter: Matter, { context }: RunFrame) {
  const template = context.templates[NOTICE_LAYOUT]?.[language];
  const locale = context.definitions.locales[language];
  if (!template || !locale) throw new Error(`no layout of notices in ${language}`);
  return renderNotice(matter.view(about, locale), template);
}

function aboutOf({ request, context, run }: RunFrame, owners: number): About {
  const { address } = context.links;
  const shop = context.definitions.shop.name;
  return { shop, report: request.report, period: request.to, run, owners, ...(address ? { address } : {}) };
}
