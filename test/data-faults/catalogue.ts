// Every fault of the catalogue, in the order of docs/faults.md.
import type { Fault } from './fault.ts';
import { CONTROL } from './faults/control.ts';
import { FILES } from './faults/files.ts';
import { FIRST_RUN } from './faults/first-run.ts';
import { PEOPLE } from './faults/people.ts';
import { RELATIONS } from './faults/relations.ts';
import { TIME } from './faults/time.ts';
import { VALUES } from './faults/values.ts';

export const FAMILIES: Record<string, Fault[]> = {
  'Files and days': FILES,
  'Columns and values': VALUES,
  Time: TIME,
  'Tables that belong together, and history': RELATIONS,
  'People, targets and CSV': PEOPLE,
  'The first month of a shop': FIRST_RUN,
  'With control totals': CONTROL,
};

export const FAULTS = Object.values(FAMILIES).flat();
