import { describe, expect, test } from 'vitest';
import { checkTable } from '../../functions/checks/check-table.ts';
import { inspectSources } from '../../functions/checks/inspect-sources.ts';
import { sayFinding } from '../../functions/checks/remedies.ts';
import { lakeWith, openLake } from '../facts/lake.ts';
import { definitionsOf, type SmallTable } from './small-lake.ts';

const LOOKING = {
  period: { from: '2026-10-01', to: '2026-10-31' },
  asOf: '2026-11-02T00:00:00Z',
  sinceDay: '2026-10-01',
  coveredSince: '2026-06-01',
  published: {},
};

async function check(...days: (string | null)[]) {
  const table: SmallTable = {
    name: 'visits',
    key: 'id',
    more: ['partition: event'],
    columns: { id: 'varchar', dt: 'varchar' },
    rows: days.map((dt, index) => ({ id: `V${index}`, dt })),
  };
  const definitions = definitionsOf([table]);
  const engine = await openLake(definitions, lakeWith({ only: ['targets'] }));
  const { present } = await inspectSources(definitions, engine);
  const own = definitions.tables.visits;
  if (!own) throw new Error('no table');
  const { findings, coverage } = await checkTable(own, LOOKING, present, definitions, engine);
  return { said: findings.map((finding) => sayFinding(finding, definitions)), coverage };
}

describe('a dt that is no day', () => {
  test.each(['2026/10/02', '20261002', '2026-10-02 00:00:00', '2026-13-01', '__HIVE_DEFAULT_PARTITION__', null])(
    '%s is found, since no statement would ever read it',
    async (stray) => {
      const { said, coverage } = await check('2026-10-01', '2026-10-31', stray);
      expect(said).toEqual(['dt is not YYYY-MM-DD in 1 of 3 rows']);
      expect(coverage).toMatchObject({ rows: 2, firstDay: '2026-10-01', lastDay: '2026-10-31' });
    },
  );

  test('is nothing that days of another month are', async () => {
    expect((await check('2026-10-01', '2026-09-30', '2026-11-01')).said).toEqual([]);
  });
});
