// A report's card of the whole shop.
import { COMPANY, type Definitions, type Report, type Scorecard } from '../definitions/definitions.ts';

export function companyCard({ scorecards: ids }: Report, { scorecards }: Definitions): Scorecard | null {
  return ids.map((id) => scorecards[id]).find((card) => card?.subject === COMPANY) ?? null;
}
