// Every fault of the catalogue, in the order of docs/faults.md.
import type { Fault } from './fault.ts';
import { FILES } from './faults/files.ts';
import { RELATIONS } from './faults/relations.ts';
import { TIME } from './faults/time.ts';
import { VALUES } from './faults/values.ts';

export const FAMILIES: Record<string, Fault[]> = {
  'Files and days': FILES,
  'Columns and values': VALUES,
  Time: TIME,
  'Tables that belong together, and history': RELATIONS,
};

export const FAULTS = Object.values(FAMILIES).flat();
