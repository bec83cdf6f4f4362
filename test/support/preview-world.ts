// A shop in folders of its own, whose templates a test may edit, and a store with a month in two revisions and reviews.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PreviewContext } from '../../functions/cli/preview/answer-preview.ts';
import { watchShop } from '../../functions/cli/preview/watched-shop.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Store } from '../../functions/ports.ts';
import { type PeopleIndex, peopleIndexShape } from '../../functions/snapshot/people-index-shape.ts';
import type { Person } from '../../functions/snapshot/person-shape.ts';
import { scratchFolder } from './lake.ts';
import { buildPerson } from './person.ts';
import { ROOT } from './shop.ts';
import { buildSnapshot, findKpi } from './snapshot.ts';

const HASH = '0'.repeat(64);
/** One of the month's. */
const CARRIER = 'harbor';
const EMPLOYEES = ['E012', 'E036', 'E074'];

export type PreviewWorld = {
  context: PreviewContext;
  store: Store;
  /** How many objects were put into the store after it was made. */
  puts(): number;
  read(file: string): string;
  /** `templates/…` or `shop/…`. */
  write(file: string, text: string): void;
};

/** `change`: of each document in the store. */
export async function openPreviewWorld(
  change: (document: object) => object = (document) => document,
): Promise<PreviewWorld> {
  const folder = scratchFolder();
  const shop = path.join(folder, 'shop');
  cpSync(path.join(ROOT, 'templates'), path.join(folder, 'templates'), { recursive: true });
  mkdirSync(shop);
  for (const part of ['shop.yaml', 'recipients']) {
    cpSync(path.join(ROOT, 'examples/sample', part), path.join(shop, part), { recursive: true });
  }
  // Of its members the month knows carriers only.
  const readers = path.join(shop, 'recipients/recipients.csv');
  writeFileSync(readers, readFileSync(readers, 'utf8').replace('channel=web', `carrier=${CARRIER}`));
  const store = memoryStore();
  for (const [key, body] of Object.entries(objects())) await store.putOnce(key, JSON.stringify(change(body)));
  let puts = 0;
  const counted: Store = {
    ...store,
    putOnce: (key, body) => {
      puts += 1;
      return store.putOnce(key, body);
    },
  };
  const context: PreviewContext = {
    shop: watchShop(path.join(folder, 'templates'), shop),
    store: counted,
    pages: 'https://pages.example/',
    period: undefined,
    decideBy: { release: '', hold: '', resend: '' },
  };
  return {
    context,
    store,
    puts: () => puts,
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    write: (file, text) => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    },
  };
}

function objects(): Record<string, object> {
  const first = buildSnapshot((month) => {
    const kpi = findKpi(month, 'on_time_delivery_rate');
    kpi.sums = kpi.previous;
  });
  const month = (revision: number) => `snapshots/monthly-executive/2026-10/r${revision}`;
  const reviews = 'people/employee-review/2026-10/r1';
  const people = EMPLOYEES.map((id) => buildPerson((sample) => Object.assign(sample, { id, manager: 'E004' })));
  const cards = people.map((person) => [`${reviews}/cards/${person.person.id}.json`, person] as const);
  return {
    [`${month(1)}/snapshot.json`]: first,
    [`${month(1)}/manifest.json`]: { files: [] },
    [`${month(2)}/snapshot.json`]: buildSnapshot((one) => {
      one.revision = 2;
    }),
    [`${month(2)}/manifest.json`]: { files: [] },
    ...Object.fromEntries(cards),
    [`${reviews}/people.json`]: indexOf(people),
    [`${reviews}/manifest.json`]: { files: [] },
  };
}

function indexOf(people: Person[]): PeopleIndex {
  const { schemaVersion, report, shop, currency, revision, definitionsHash, asOf, period, phase } = buildPerson();
  const head = { schemaVersion, report, shop, currency, revision, definitionsHash, asOf, period, phase };
  return peopleIndexShape.parse({
    ...head,
    people: people.map(({ person: { id, role, department, manager } }) => {
      return { id, role, department, manager, contested: false, sha256: HASH, says: HASH };
    }),
    sources: [],
    checks: [],
    statements: [],
  });
}
