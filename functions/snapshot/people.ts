// The figures by person of a period. They lie under people/ with their own retention, never beside finance's files.
import * as z from 'zod';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';
import type { Reading } from '../kpis/reading.ts';
import type { PeriodResult } from '../scorecards/evaluate-period.ts';
import { memberRows } from './member-rows.ts';
import { DOCUMENT_HEAD, type Snapshot, snapshotShape } from './shape.ts';

export const peopleShape = snapshotShape
  .pick({ ...DOCUMENT_HEAD, origin: true })
  .extend({
    kpis: z.array(
      snapshotShape.shape.kpis.element.pick({
        id: true,
        name: true,
        unit: true,
        decimals: true,
        factor: true,
        members: true,
      }),
    ),
  })
  .describe('KPIs by person of one published period of one report.');

export type PeopleSnapshot = z.infer<typeof peopleShape>;

export function buildPeopleSnapshot(
  snapshot: Snapshot,
  input: { result: PeriodResult; before: PeriodResult | null; reading: Reading },
): PeopleSnapshot {
  const { schemaVersion, report, shop, currency, revision, origin, definitionsHash, asOf, period } = snapshot;
  const kpis = snapshot.kpis.flatMap(({ id, name, unit, decimals, factor }) => {
    const found = input.result.kpis.get(id);
    const members = found ? memberRows(found, input, (dimension) => PEOPLE_DIMENSIONS.includes(dimension)) : {};
    return Object.keys(members).length === 0 ? [] : [{ id, name, unit, decimals, factor, members }];
  });
  return { schemaVersion, report, shop, currency, revision, origin, definitionsHash, asOf, period, kpis };
}
