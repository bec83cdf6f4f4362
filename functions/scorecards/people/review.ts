// A review of people: what their peers are is computed once, then one person at a time is scored, from cells that are
// there already. Nothing is asked for a person, and nothing of one person is kept while the next is looked at.
import type { Report, Scorecard } from '../../definitions/definitions.ts';
import { EMPLOYEE } from '../../definitions/definitions.ts';
import { Fraction } from '../../exact.ts';
import type { Amount, Reading } from '../../kpis/reading.ts';
import type { Period } from '../../periods/period.ts';
import { twoSidedZ } from '../../statistics/normal.ts';
import type { Band } from '../fairness/band.ts';
import { type Pool, poolOf } from '../fairness/peers.ts';
import { type FairContext, fairLine } from './fair-line.ts';
import { figuresOf, type LineOfPeople, lineOfPeople, readsYearAgo } from './figures.ts';
import { combineParts, type ScoredPerson, scorePart } from './scored-person.ts';
import { readStaff, type Staff } from './staff.ts';

export type PeersOfRole = { people: number; scored: number; mean: Amount };

export type Review = {
  period: Period;
  /** Everyone who has a card, by id. */
  employees: string[];
  score(employee: string): ScoredPerson;
  /** The people of a role together; null where they are too few to be named as a group. */
  peersOf(role: string): PeersOfRole | null;
  /** Where a total stands against the mean of the role; null where that says nothing. */
  bandOf(person: ScoredPerson): Band | null;
  /** Where each of a card's people stands; null for those who are not compared. */
  standings(card: string): (Band | null)[];
};

type Role = { card: Scorecard; people: Staff[]; lines: (LineOfPeople & { pool: Pool })[] };

/** `cards`: ids of scorecards; those that are not of employees are left aside. */
export function prepareReview(cards: Report['scorecards'], period: Period, reading: Reading): Review {
  const { parameters } = reading.definitions.shop;
  const context: FairContext = {
    reading,
    period,
    z: { verdict: twoSidedZ(Number(parameters.ciLevel)), band: twoSidedZ(Number(parameters.peerBandLevel)) },
  };
  const roles = rolesOf(cards, period, reading);
  const roleOf = new Map(
    [...roles].flatMap(([role, { people }]) => people.map((staff) => [staff.id, { role, staff }])),
  );
  const wasWhole = wholeMonths(readStaff(reading, reading.yearBefore(period)));
  const score = (employee: string): ScoredPerson => {
    const { role, staff } = roleOf.get(employee) as { role: string; staff: Staff };
    const { card, lines } = roles.get(role) as Role;
    const isWhole = staff.activeShare.equals(1) && wasWhole.has(staff.id);
    const fair = lines.map((line) =>
      fairLine(line, line.pool, staff, figuresOf(line, staff, reading), isWhole || !readsYearAgo(line), context),
    );
    // The tables know one role a person, so that there is one part.
    return combineParts([scorePart(card, staff, fair, parameters)], parameters);
  };
  const employees = [...roleOf.keys()].sort();
  const totals = new Map(employees.map((employee) => [employee, { exactScore: score(employee).exactScore }]));
  const totalsOf = ({ people }: Role) => people.map(({ id }) => totals.get(id) as Total);
  const groups = new Map([...roles].map(([role, own]) => [role, peersOf(totalsOf(own))]));
  const bandOf = (role: string, { exactScore }: Total): Band | null => {
    const { scored = 0, mean = null } = groups.get(role) ?? {};
    if (exactScore === null || mean === null || scored < parameters.minPeerGroup) return null;
    const difference = exactScore.sub(mean);
    if (difference.abs().compare(parameters.minMeaningfulGap) < 0) return 'in_line';
    return difference.s > 0n ? 'above' : 'below';
  };
  return {
    period,
    employees,
    score,
    peersOf(role) {
      const group = groups.get(role);
      if (!group || group.people < parameters.minPeerGroup) return null;
      return group.scored < parameters.minPeerGroup ? { ...group, mean: null } : group;
    },
    bandOf: (person) => bandOf(person.staff.role, person),
    standings: (card) =>
      [...roles]
        .filter(([, own]) => own.card.id === card)
        .flatMap(([role, own]) => totalsOf(own).map((total) => bandOf(role, total))),
  };
}

/** The people of each role that has a card, and what they make of its KPIs together. */
function rolesOf(cards: string[], period: Period, reading: Reading): Map<string, Role> {
  const { scorecards, shop } = reading.definitions;
  const own = cards.flatMap((id) => scorecards[id] ?? []).filter(({ subject }) => subject === EMPLOYEE);
  const byRole = Map.groupBy(readStaff(reading, period), ({ role }) => role);
  return new Map(
    [...byRole].flatMap(([role, people]) => {
      const card = own.find((one) => one.role === role);
      if (card === undefined) return [];
      const lines = card.lines.map((line) => {
        const ofPeople = lineOfPeople(line, period, reading);
        const figures = people.map((staff) => figuresOf(ofPeople, staff, reading));
        return { ...ofPeople, pool: poolOf(ofPeople.kpi, ofPeople.slice, figures, shop.parameters.shrinkage.method) };
      });
      return [[role, { card, people, lines }]];
    }),
  );
}

function wholeMonths(people: Staff[]): Set<string> {
  return new Set(people.filter(({ activeShare }) => activeShare.equals(1)).map(({ id }) => id));
}

type Total = Pick<ScoredPerson, 'exactScore'>;

function peersOf(totals: Total[]): PeersOfRole {
  const scored = totals.flatMap(({ exactScore }) => exactScore ?? []);
  const sum = scored.reduce((all, one) => all.add(one), new Fraction(0));
  return { people: totals.length, scored: scored.length, mean: scored.length === 0 ? null : sum.div(scored.length) };
}
