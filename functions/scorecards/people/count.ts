// How many people of a card stand where among their peers, for reports that name nobody. Where fewer than a group are
// scored nothing is counted, since a count of one is a name.
import { EMPLOYEE, type Report } from '../../definitions/definitions.ts';
import { STAFF } from '../../facts/cuts.ts';
import type { Reading } from '../../kpis/reading.ts';
import type { Period } from '../../periods/period.ts';
import type { PeopleCount } from '../../snapshot/shape.ts';
import { windowsOf } from '../windows.ts';
import { prepareReview } from './review.ts';

/** Null where the report counts nobody, and where people were not asked for in this period. */
export function countPeople(
  { people }: Pick<Report, 'people'>,
  period: Period,
  reading: Reading,
): PeopleCount[] | null {
  const { cube, definitions, asOf, calendar } = reading;
  const needed = [period, ...windowsOf(people, definitions, period, asOf, calendar)];
  if (people.length === 0 || !needed.every(({ id }) => cube.covers(STAFF, id, EMPLOYEE))) return null;
  const review = prepareReview(people, period, reading);
  const least = definitions.shop.parameters.minPeerGroup;
  return people.map((card) => {
    const title = definitions.scorecards[card]?.title ?? {};
    const standings = review.standings(card);
    const compared = standings.filter((band) => band !== null);
    if (compared.length < least) {
      return { scorecard: card, title, people: 0, withheld: true, above: 0, inLine: 0, below: 0, notScored: 0 };
    }
    const count = (band: string) => compared.filter((one) => one === band).length;
    return {
      scorecard: card,
      title,
      people: standings.length,
      withheld: false,
      above: count('above'),
      inLine: count('in_line'),
      below: count('below'),
      notScored: standings.length - compared.length,
    };
  });
}
