// Nothing leaks: canaries are planted in every slice and every person, whole stories are told on a folder, and no canary may
// surface in a mail, a file, a log line or an answer that is remembered, but where it belongs.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { formatValue, parseQuantity } from '../functions/email/numbers.ts';
import { folderStore } from '../functions/local/folder.ts';
import type { Snapshot } from '../functions/snapshot/shape.ts';
import { exampleLake, type Lake, scratchFolder } from './support/lake.ts';
import { buildItem, buildPerson, reviewsOf } from './support/person.ts';
import { type LakeOptions, runLake } from './support/run-lake.ts';
import { mustLoad } from './support/shop.ts';

const definitions = mustLoad();
const HEADER = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
const out = scratchFolder();
const logged: string[] = [];
let lake: Lake;

const slices = [
  'carrier=KanariSF',
  'carrier=KanariYTO',
  'channel=Kanariweb',
  'channel=Kanaritmall',
  'warehouse=KanariW1',
];
const people = ['E3', 'E4', 'E5'];
const managers: Record<string, string> = { E3: 'E1', E4: 'E1', E5: 'E2' };
const locales = ['en', 'zh-CN'];

/** Each slice in both languages, two of the whole; each person, their managers, HR. */
const RECIPIENTS = [
  HEADER,
  ...locales.map(
    (locale) => `whole-${locale},kanari.whole@shop.test,KanariName whole,${locale},executive,monthly-executive,,`,
  ),
  ...slices.flatMap((slice, at) =>
    locales.map((locale) => {
      const reports = slice.startsWith('carrier=') ? 'monthly-executive;carrier-review' : 'monthly-executive';
      return `slice${at}-${locale},kanari.slice${at}@shop.test,KanariName slice${at},${locale},manager,${reports},${slice},`;
    }),
  ),
  ...people.flatMap((id) =>
    locales.map(
      (locale) => `${id}-${locale},kanari.${id}@shop.test,KanariName ${id}x,${locale},employee,employee-review,,${id}`,
    ),
  ),
  ...['E1', 'E2'].map((id) => `${id},kanari.${id}@shop.test,KanariName ${id}x,en,manager,manager-review,,${id}`),
  'hr,kanari.hr@shop.test,KanariName hr,en,hr,manager-review,,',
  '',
].join('\n');

/** What only this person's review holds: a figure, sums, a formula, a plan and words. */
const CANARIES: Record<string, string[]> = Object.fromEntries(
  people.map((id, at) => [
    id,
    [`${7131 + at * 111}.37`, `${9241 + at * 111}.05`, `plan-canary-${id}`, `said-canary-${id}`],
  ]),
);
const canariesOf = (id: string) => CANARIES[id] as string[];

function review(period: string, phase: 'preliminary' | 'final') {
  return people.map((id) =>
    buildPerson((sample) => {
      const [value = '', sum = '', plan = '', said = ''] = canariesOf(id);
      Object.assign(sample, { id, period, phase, manager: managers[id] });
      const [line] = sample.lines;
      if (line) Object.assign(line, { value, change: { numerator: sum, formula: `80 + ${value} = 88.40` } });
      sample.improvements = [
        buildItem({ scope: { kind: 'employee', id }, kpi: 'parcels_per_hour', value, action: { und: plan } }),
      ];
      sample.responses = [{ period, kind: 'feedback', text: said, person: id, writtenAt: '2026-07-06T02:00:00Z' }];
    }),
  );
}

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((...args) => {
      logged.push(String(args[0]));
      return write(...(args as Parameters<typeof write>));
    });
  }
  lake = exampleLake();
  for (const [table, names] of Object.entries({
    orders: ['web', 'tmall', 'jd', 'douyin'],
    shipments: ['SF', 'YTO', 'W1', 'W2'],
    web_daily: ['web', 'tmall'],
  })) {
    lake.change(table, (text) => names.reduce((all, name) => all.replaceAll(`,${name},`, `,Kanari${name},`), text));
  }
  // No two lines and no two parcels have the same amounts, so that every sum of money is that of one slice alone.
  lake.change('order_lines', (text) => withDistinct(text, 'net_amount', 137.31));
  lake.change('shipments', (text) => withDistinct(text, 'ship_cost_base', 11.73));
  const said = Object.fromEntries(review('2026-06', 'final').map(({ person, responses }) => [person.id, responses]));
  const openReviews = reviewsOf(review, said);
  const run = (report: string, more: LakeOptions = {}) =>
    runLake(lake.folder, out, definitions, { report, recipients: RECIPIENTS, openReviews, whole: true, ...more });
  for (const report of ['monthly-executive', 'carrier-review', 'employee-review', 'manager-review']) {
    const { result } = await run(report);
    if (result.outcome !== 'done') throw new Error(`${report} ended ${JSON.stringify(result).slice(0, 2000)}`);
  }
}, 120_000);

afterAll(() => {
  vi.restoreAllMocks();
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

/** The table with amounts in a column that grow line by line, never by the same step. */
function withDistinct(text: string, column: string, step: number): string {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const at = header.split(',').indexOf(column);
  const changed = lines.map((line, index) => {
    const cells = line.split(',');
    cells[at] = (step * (index + 1) + index * index * 0.07).toFixed(4);
    return cells.join(',');
  });
  return `${[header, ...changed].join('\n')}\n`;
}

const read = (key: string) => readFileSync(path.join(out, key), 'utf8');
const keysBelow = (prefix: string) => folderStore(out).list(prefix);

/** A mail in all its forms: subject, HTML, text, and the message as it is sent, decoded. */
async function mailsTo(isReader: (reader: string, run: string) => boolean): Promise<{ key: string; text: string }[]> {
  const keys = await keysBelow('outbox/');
  return keys
    .filter((key) => {
      const [, run = '', file = ''] = key.split('/');
      return isReader(file.replace(/\.(eml|html|txt)$/, ''), run);
    })
    .map((key) => ({ key, text: plain(read(key)) }));
}

/** Quoted-printable undone, entities too, and numbers without separators. */
function plain(text: string): string {
  const decoded = text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
  return decoded.replaceAll('&#39;', "'").replaceAll(/(?<=\d),(?=\d{3})/g, '');
}

describe('a reader of a slice', () => {
  /** Amounts of every member, exact and as they would be printed, and its name. */
  function canariesBySlice(): Map<string, string[]> {
    const whole = JSON.parse(read('snapshots/monthly-executive/2026-06/r1/snapshot.json')) as Snapshot;
    const found = new Map<string, string[]>();
    for (const kpi of whole.kpis) {
      for (const [dimension, members] of Object.entries(kpi.members)) {
        for (const { member, value, numerator, denominator } of members) {
          const printed = locales.flatMap((name) => {
            const locale = definitions.locales[name];
            const exact = parseQuantity(value);
            return exact && locale ? [formatValue(exact, kpi, { locale, currency: whole.currency })] : [];
          });
          if (kpi.unit !== 'money') continue;
          const numbers = [...printed, value, numerator, denominator].filter((text) => text !== null).map(plain);
          const slice = `${dimension}=${member}`;
          found.set(slice, [...(found.get(slice) ?? [`${member}`]), ...numbers.filter(isDistinct)]);
        }
      }
    }
    return found;
  }

  const isDistinct = (text: string) => (text.match(/\d/g) ?? []).length >= 5;

  test('finds no name and no figure of another slice in any mail or file', async () => {
    const canaries = canariesBySlice();
    let compared = 0;
    for (const [at, slice] of slices.entries()) {
      const own = new Set(canaries.get(slice));
      const foreign = [...canaries]
        .filter(([other]) => other !== slice && /Kanari/.test(other))
        .flatMap(([, texts]) =>
          texts.filter((text) => !own.has(text) && ![...own].some((mine) => mine.includes(text))),
        );
      const mails = await mailsTo((reader) => reader.startsWith(`slice${at}-`));
      const [dimension = '', member = ''] = slice.split('=');
      const files = (await keysBelow('snapshots/'))
        .filter((key) => key.includes(`/slices/${dimension}=${member}/`))
        .map((key) => ({ key, text: plain(read(key)) }));
      expect(mails.length).toBeGreaterThanOrEqual(6);
      expect(files.length).toBeGreaterThanOrEqual(2);
      for (const { key, text } of [...mails, ...files]) {
        for (const canary of foreign) expect(text.includes(canary), `${canary} in ${key}`).toBe(false);
      }
      compared += foreign.length * (mails.length + files.length);
    }
    expect(compared).toBeGreaterThan(1000);
  });

  test('finds no figure of the whole shop', async () => {
    const whole = JSON.parse(read('snapshots/monthly-executive/2026-06/r1/snapshot.json')) as Snapshot;
    const money = whole.kpis.filter(({ unit }) => unit === 'money');
    const totals = money.flatMap(({ value, numerator }) => [value, numerator]).filter((text) => text !== null);
    const slicesFound = canariesBySlice();
    const known = new Set([...slicesFound.values()].flat());
    const foreign = totals.filter((text) => isDistinct(text) && !known.has(text));
    expect(foreign.length).toBeGreaterThan(5);
    const mails = await mailsTo((reader) => reader.startsWith('slice'));
    const files = (await keysBelow('snapshots/')).filter((key) => key.includes('/slices/'));
    for (const { key, text } of [...mails, ...files.map((key) => ({ key, text: plain(read(key)) }))]) {
      for (const total of foreign) expect(text.includes(total), `${total} in ${key}`).toBe(false);
    }
  });
});

describe('a person', () => {
  const strangers = (allowed: string[]) => people.filter((id) => !allowed.includes(id)).flatMap(canariesOf);

  test('finds what is theirs in their mail, and nothing of another', async () => {
    for (const id of people) {
      const mails = await mailsTo((reader) => reader.startsWith(`${id}-`));
      expect(mails).toHaveLength(6);
      for (const { key, text } of mails) {
        for (const canary of strangers([id])) expect(text.includes(canary), `${canary} in ${key}`).toBe(false);
        for (const other of people.filter((one) => one !== id))
          expect(text, key).not.toMatch(new RegExp(`\\b${other}x?\\b`));
        if (!key.endsWith('.eml')) for (const canary of canariesOf(id)) expect(text, key).toContain(canary);
      }
    }
  });

  test('has a card of their own alone', () => {
    for (const id of people) {
      const card = read(`people/employee-review/2026-06/r1/cards/${id}.json`);
      for (const canary of strangers([id])) expect(card.includes(canary), `${canary} in the card of ${id}`).toBe(false);
    }
    const index = read('people/employee-review/2026-06/r1/people.json');
    for (const canary of strangers([])) expect(index).not.toContain(canary);
  });

  test('is seen by their manager and by HR, and by no other manager', async () => {
    for (const [reader, team] of Object.entries({ E1: ['E3', 'E4'], E2: ['E5'], hr: people })) {
      const mails = await mailsTo((one, run) => one === reader && run.startsWith('manager-review'));
      expect(mails).toHaveLength(3);
      for (const { key, text } of mails) {
        for (const canary of strangers(team)) expect(text.includes(canary), `${canary} in ${key}`).toBe(false);
        for (const id of people.filter((one) => !team.includes(one)))
          expect(text, key).not.toContain(`KanariName ${id}x`);
        for (const id of team) expect(text, key).toContain(`plan-canary-${id}`);
      }
    }
  });

  test('is nowhere in what finance, executives and carriers get', async () => {
    const files = (await keysBelow('snapshots/')).map((key) => ({ key, text: plain(read(key)) }));
    const mails = await mailsTo((_, run) => /^(monthly-executive|carrier-review)/.test(run));
    expect(files.length + mails.length).toBeGreaterThan(30);
    for (const { key, text } of [...files, ...mails]) {
      for (const canary of strangers([])) expect(text.includes(canary), `${canary} in ${key}`).toBe(false);
    }
  });

  test('is not told by the subject or the preheader, which a telephone shows to others', async () => {
    for (const key of (await keysBelow('outbox/employee-review')).filter((one) => one.endsWith('.html'))) {
      const html = read(key);
      const shown = `${/<title>([\s\S]*?)<\/title>/.exec(html)?.[1]} ${/mso-hide:all">([\s\S]*?)<\/div>/.exec(html)?.[1]}`;
      expect(shown).not.toMatch(/\d\d\.\d\d|Kanari/);
    }
  });
});

describe('what a run remembers and says', () => {
  test('holds no address, no name, no figure of a person and no word of a mail', async () => {
    const journals = (await keysBelow('runs/')).filter((key) =>
      /journal\.jsonl$|run\.json$|claim\.json$|readers\/|editions\//.test(key),
    );
    const deliveries = await keysBelow('deliveries/');
    expect(journals.length).toBeGreaterThan(12);
    const canaries = ['kanari.', 'KanariName', ...people.flatMap(canariesOf), '<html', 'peers'];
    for (const key of [...journals, ...deliveries]) {
      for (const canary of canaries) expect(read(key).includes(canary), `${canary} in ${key}`).toBe(false);
    }
  });

  test('holds no slice in an answer of a step: only keys', async () => {
    for (const key of (await keysBelow('runs/')).filter((one) => one.endsWith('journal.jsonl'))) {
      expect(read(key)).not.toContain('Kanari');
    }
  });

  test('logs nothing of anybody', () => {
    const all = logged.join('');
    for (const canary of ['Kanari', 'kanari.', ...people.flatMap(canariesOf)]) expect(all).not.toContain(canary);
  });
});
