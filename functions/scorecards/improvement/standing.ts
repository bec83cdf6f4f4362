// Was a KPI off target in a month? By its exact value, as its status says it; a month without a value or a score says
// nothing. The rounded score is never asked: it may stand at the target while the value does not.
import type { Amount } from '../../kpis/reading.ts';
import type { Status } from '../../snapshot/shape.ts';

export function isOff(value: Amount, status: Status): boolean | null {
  if (value === null || status === 'grey') return null;
  return status !== 'green';
}
