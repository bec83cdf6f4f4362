// What a team's mail keeps of a person: a row's worth, so that reading two thousand reviews needs little memory.
import type { Locale } from '../../definitions/locale.ts';
import type { Fraction } from '../../exact.ts';
import type { Person } from '../../snapshot/person-shape.ts';
import { parseQuantity } from '../numbers.ts';
import { type Doubted, doubtedOf } from './doubts.ts';
import { lineName, openPersonEdition, roleName } from './person-edition.ts';
import { type PlanItem, stateOf, viewPlan } from './plan-items.ts';
import { whyNotScored } from './score-panel.ts';

export type Standing = 'above' | 'in_line' | 'below' | 'none';

export type TeamMember = {
  id: string;
  manager: string | null;
  role: string;
  standing: Standing;
  score: Fraction | null;
  grade: string | null;
  /** Against the period before. */
  change: Fraction | null;
  /** Why there is no score. */
  unscored: string | null;
  /** Names of the KPIs that are off target. */
  off: string[];
  contested: boolean;
  doubted: Doubted;
  /** Plans at work, and what was closed or cancelled this time. */
  plans: { kpi: string; state: string; tone: PlanItem['tone']; action: string | null }[];
};

export function readMember(person: Person, locale: Locale): TeamMember {
  const edition = openPersonEdition(person, locale);
  const [card] = person.cards;
  const plan = viewPlan(edition);
  const worked = person.improvements.filter(({ watch, kpi }) => !watch && edition.kpis.has(kpi));
  return {
    id: person.person.id,
    manager: person.person.manager,
    role: roleName(person.person.role, locale),
    standing: standingOf(person),
    score: parseQuantity(person.score),
    grade: person.grade,
    change: person.cards.length === 1 ? parseQuantity(card?.change) : null,
    unscored: person.score === null ? whyNotScored(edition) : null,
    off: person.cards
      .flatMap(({ lines }) => lines)
      .filter(({ status }) => status === 'red')
      .map((line) => lineName(edition, line)),
    contested: person.contested,
    doubted: doubtedOf(person, (kpi) => lineName(edition, { kpi, notes: [] }), locale),
    plans: worked.map((item, index) => ({
      kpi: lineName(edition, { kpi: item.kpi, notes: [] }),
      state: stateOf(item, edition),
      tone: plan?.items[index]?.tone ?? 'ink',
      action: plan?.items[index]?.lines[0] ?? null,
    })),
  };
}

/** Somebody may be scored and still stand nowhere: then it is in line, which says nothing more. */
function standingOf({ score, band }: Person): Standing {
  if (score === null) return 'none';
  return band ?? 'in_line';
}
