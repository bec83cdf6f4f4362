// A card is fair to whom it is about: nothing is weighed twice, an opinion weighs little, and a person answers for their
// own figures and for those of their role only.
import { Fraction } from '../../exact.ts';
import { PEOPLE_DIMENSIONS } from '../../kpis/members.ts';
import type { Problem } from '../../problem.ts';
import { computationsOf } from '../computations.ts';
import type { KpiEntry, ScorecardEntry } from '../draft.ts';
import { operandsOf, parseExpression } from '../expression.ts';
import { suggestName } from '../nearest.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

const PERSON = 'employee';

/** A KPI that divides another one by its target says the same as that one does against its target. */
export const nothingCountsTwice: Rule = ({ scorecards, kpis }) =>
  scorecards.flatMap((card) =>
    card.value.lines.flatMap((line, index) => {
      const kpi = kpis.find(({ id }) => id === line.kpi);
      const twice = card.value.lines.find((other) => kpi && targetsIn(kpi).includes(other.kpi));
      if (!twice) return [];
      const message = `${line.kpi} is ${twice.kpi} against its target, so scorecard ${card.id} would weigh it twice.`;
      return [problemAt(card, ['lines', index, 'kpi'], 'UNFAIR_CARD', message, 'Keep one of the two.')];
    }),
  );

export const opinionsWeighLittle: Rule = ({ scorecards, kpis }) =>
  scorecards.flatMap((card) =>
    card.value.lines.flatMap((line, index) => {
      const most = kpis.find(({ id }) => id === line.kpi)?.value.weight_at_most;
      if (most === undefined || new Fraction(line.weight).compare(most) <= 0) return [];
      const message = `${line.kpi} may weigh ${most} at most, not ${line.weight}.`;
      return [problemAt(card, ['lines', index, 'weight'], 'UNFAIR_CARD', message, 'Give the rest to what is counted.')];
    }),
  );

/** What adds up over three months says nothing against the target of one. */
export const windowsAreOfRates: Rule = ({ scorecards, kpis }) =>
  scorecards.flatMap((card) =>
    card.value.lines.flatMap((line, index) => {
      const kpi = kpis.find(({ id }) => id === line.kpi);
      if (line.window_months === 1 || !kpi || !(addsUp(kpi) || targetsIn(kpi).length > 0)) return [];
      const message = `${line.kpi} adds up, so ${line.window_months} months of it say nothing against the target of one.`;
      const remedy = 'Remove window_months: a window is for rates, means and percentiles.';
      return [problemAt(card, ['lines', index, 'window_months'], 'UNFAIR_CARD', message, remedy)];
    }),
  );

export const peopleAnswerForThemselves: Rule = ({ scorecards }) =>
  scorecards.flatMap((card) => [...wrongRole(card), ...groupsOnCardsOfPeople(card)]);

export const shownKpisExist: Rule = ({ scorecards, kpis }) =>
  scorecards.flatMap((card) =>
    card.value.shown.flatMap((id, index) => {
      const path = ['shown', index];
      if (!idsOf(kpis).includes(id)) {
        const message = `Scorecard ${card.id} shows \`${id}\`, which is no KPI.`;
        return [problemAt(card, path, 'UNKNOWN_KPI', message, suggestName(id, idsOf(kpis)))];
      }
      if (!card.value.lines.some(({ kpi }) => kpi === id)) return [];
      const message = `${id} stands on the card already, with a weight.`;
      return [problemAt(card, path, 'DUPLICATE_ID', message, 'Remove it here, or its line.')];
    }),
  );

function wrongRole(card: ScorecardEntry): Problem[] {
  const { subject, role } = card.value;
  if (subject === PERSON && role === undefined) {
    const message = `Scorecard ${card.id} is about people, but of which role it does not say.`;
    const remedy = 'Add role: people are compared with others of the same work only.';
    return [problemAt(card, ['subject'], 'UNFAIR_CARD', message, remedy)];
  }
  if (subject === PERSON || role === undefined) return [];
  const message = `Scorecard ${card.id} is about each ${subject}, which has no role.`;
  return [problemAt(card, ['role'], 'UNFAIR_CARD', message, 'Remove role, or make it a card of subject: employee.')];
}

function groupsOnCardsOfPeople(card: ScorecardEntry): Problem[] {
  if (card.value.subject !== PERSON) return [];
  return card.value.lines.flatMap(({ kpi, as }, index) => {
    if (as === undefined || PEOPLE_DIMENSIONS.includes(as)) return [];
    const message = `${kpi} by ${as} is the figure of a group, and would be held against one person.`;
    const remedy = `A person may stand in it as ${PEOPLE_DIMENSIONS.join(' or ')}.`;
    return [problemAt(card, ['lines', index, 'as'], 'UNFAIR_CARD', message, remedy)];
  });
}

function addsUp({ value }: KpiEntry): boolean {
  return (value.rollup ?? (value.value === undefined ? 'ratio' : 'sum')) === 'sum';
}

function targetsIn({ value }: KpiEntry): string[] {
  const [total] = computationsOf(value);
  const trees = [total?.texts.value, total?.texts.numerator, total?.texts.denominator].flatMap((text) =>
    text === undefined ? [] : [parseExpression(text)],
  );
  return trees.flatMap((tree) =>
    'wrong' in tree ? [] : operandsOf(tree).flatMap((operand) => (operand.kind === 'target' ? [operand.kpi] : [])),
  );
}
