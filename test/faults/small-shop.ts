// A shop with one KPI over the example tables, so that thousands of runs of the whole story take seconds. Its engine
// answers from memory what DuckDB answered once.

import type { BundledShop } from '../../functions/handlers/bundled-shop.ts';
import { reportJob } from '../../functions/handlers/report-job.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import { plainSteps } from '../support/plain-steps.ts';
import { type Recording, recordingEngine } from '../support/recorded-engine.ts';
import { mustLoad, shopFiles } from '../support/shop.ts';
import { calendar, compileLayouts, csvOf, openExamples } from '../support/story.ts';

export const RUN = 'monthly-executive-2026-06';
export const EVENT = { report: 'monthly-executive', period: '2026-06', requestedBy: 'test', resume: true };

const SALES = `sales:
  name: { en: Sales, zh-CN: 销售额 }
  unit: money
  better: up
  value: sales.amount
`;
const CARD = `title: { en: Department, zh-CN: 部门 }
subject: company
lines:
  - { kpi: sales, weight: 100, floor: 1, target: 2, stretch: 3 }
`;
const REPORT = `title: { en: Monthly scorecard, zh-CN: 月度计分卡 }
grain: month
schedule: first business day 08:00
scorecards: [department]
email: monthly-executive
sections: [score, attention, scorecard, drivers, data_quality]
history_months: 1
`;

export type SmallShop = { shop: BundledShop; recording: Recording };

export async function openSmallShop(): Promise<SmallShop> {
  const others = Object.keys(shopFiles()).filter((file) => /^(kpis|playbooks|scorecards|reports)\//.test(file));
  const definitions = mustLoad({
    ...Object.fromEntries(others.map((file) => [file, null])),
    'kpis/sales.yaml': SALES,
    'scorecards/department.yaml': CARD,
    'reports/monthly-executive.yaml': REPORT,
  });
  const shop = { definitions, templates: await compileLayouts(definitions), calendar, links: {}, filesOf: csvOf };
  return { shop, recording: await record(shop) };
}

/** What the engine answers in a first run and in one that finds a history. */
async function record(shop: BundledShop): Promise<Recording> {
  const real = await openExamples(shop.definitions);
  const { engine, recording } = recordingEngine(real);
  const store = memoryStore();
  await store.putOnce('recipients/readers.csv', recipientsOf(1));
  const now = () => '2026-07-01T00:00:00Z';
  const announcer = { stage: 'test', shop: 'shop', alerts: { publish: async () => undefined }, count: () => undefined };
  const job = { shop, store, engine: () => engine, announcer, scanLimitGigabytes: 1000, now };
  for (let time = 1; time <= 2; time++) {
    const answer = await reportJob(plainSteps(`recording ${time}`, noMailer), EVENT, job);
    if (answer.outcome !== 'failed') throw new Error(`nobody can be mailed here, but the run was ${answer.outcome}`);
  }
  await real.close();
  return recording;
}

export function recipientsOf(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const locale = at % 2 === 0 ? 'en' : 'zh-CN';
    return `reader-${at},reader-${at}@shop.test,Reader ${at},${locale},executive,monthly-executive,,`;
  });
  return ['recipient_id,email,name,locale,role,reports,slice,employee_id', ...lines, ''].join('\n');
}

/** A part of the run fails, since there is no mailer. */
async function noMailer() {
  return [{ recipient: 'reader-0', outcome: 'failed', attempt: 1 }];
}
