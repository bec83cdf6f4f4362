// Ways in which data goes wrong, done to a lake: each must be caught before anything is sent. `npm run test:data-faults`
// does them all, in some ten minutes, and holds docs/faults.md to what was said; `npm test` looks at the catalogue alone.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDefinitions } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { ROOT } from '../support/shop.ts';
import { FAMILIES, FAULTS } from './catalogue.ts';
import { faultsPage, isCaught, isListed } from './faults-page.ts';
import { figuresOf } from './figures.ts';
import { openWorld, type Told, type World } from './world.ts';

/** Some of them by name, for whoever writes one. */
const ONLY = (process.env.ONLY_FAULTS ?? '').split(' ').filter((id) => id !== '');
const ALL = process.env.ALL_FAULTS === '1' && ONLY.length === 0;
const ASKED = FAULTS.filter(({ id }) => ALL || ONLY.includes(id));
const PAGE = path.join(ROOT, 'docs/faults.md');

let world: World | undefined;
const told = new Map<string, Told>();

beforeAll(async () => {
  if (ASKED.length > 0) world = await openWorld();
}, 300_000);
afterAll(() => world?.close());

describe('the catalogue', () => {
  test('says of each way which KPI would have been wrong, or that the score would', () => {
    const { kpis, tables } = openDefinitions(DEFAULT_CONFIG);
    expect(FAULTS.map(({ figure }) => figure).filter((id) => id !== 'score' && !(id in kpis))).toEqual([]);
    expect(FAULTS.flatMap((fault) => fault.tables).filter((id) => !(id in tables))).toEqual([]);
  });

  test('is what docs/faults.md shows, line by line', () => {
    const page = readFileSync(PAGE, 'utf8');
    expect(FAULTS.map(({ what }) => what).filter((what) => !page.includes(what))).toEqual([]);
    expect(page.match(/ \| \*\*(held|refused|excluded|provisional)\*\* /g)?.length).toBe(
      FAULTS.filter(isListed).length,
    );
  });

  test('knows sixty ways or more, each by a name and a sentence of its own', () => {
    expect(FAULTS.filter(({ harmless }) => !harmless).length).toBeGreaterThanOrEqual(60);
    for (const of of ['id', 'what'] as const)
      expect(new Set(FAULTS.map((fault) => fault[of])).size).toBe(FAULTS.length);
  });
});

describe.each(ASKED)('$id', { timeout: 120_000 }, (fault) => {
  const expected = fault.harmless ? 'changes nothing' : fault.unnoticed ? 'is told from nothing else' : 'is caught';

  test(expected, async () => {
    if (!world) throw new Error('no world');
    const found = await world.tell(fault);
    told.set(fault.id, found);
    expect(found.touched).toEqual([...fault.tables].sort());
    expect(isCaught(found), found.said.join('\n')).toBe(expected === 'is caught');
    const { outcome, mailed, problems } = found;
    if (fault.harmless) expect(figuresOf(mailed as NonNullable<typeof mailed>)).toBe(figuresOf(world.clean));
    expect(mailed === null).toBe(outcome === 'held' || outcome === 'failed');
    for (const { code, remedy, place } of problems) {
      expect(code).not.toMatch(/INTERNAL|ENGINE_FAILED/);
      expect(remedy).not.toBe('');
      expect(place?.file).toBeTruthy();
    }
  });
});

test.runIf(ALL)('docs/faults.md says what was said', () => {
  const families = Object.entries(FAMILIES).map(([name, faults]) => [
    name,
    faults.flatMap(({ id }) => told.get(id) ?? []),
  ]);
  if (!world) throw new Error('no world');
  const page = faultsPage(Object.fromEntries(families) as Record<string, Told[]>, world);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
