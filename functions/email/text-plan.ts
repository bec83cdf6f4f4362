// People by role and the improvement plan, as text.
import type { Locale } from '../definitions/locale.ts';
import type { PeopleSection } from './people-section.ts';
import type { PlanItem, PlanSection } from './plan-section.ts';
import { INDENT, ROW } from './text-lines.ts';
import { fill } from './words.ts';

export function writePeople(people: PeopleSection, { plain, mail }: Locale): string[] {
  const rows = people.rows.map(({ role, counts }) => {
    const named = counts?.map((count, index) => `${people.columns[index]} ${count}`);
    return ROW + fill(plain.person_group, { role, counts: named?.join(mail.header.separator) ?? people.withheld });
  });
  return [people.note, ...rows, [people.fairness.label, people.fairness.text].join(mail.preheader.sentence)];
}

export function writePlan(plan: PlanSection, locale: Locale): string[] {
  const lines = plan.items.flatMap((item) => writePlanItem(item, locale));
  return [plan.note, ...lines, plan.watched, plan.folded].filter((line) => line !== null);
}

function writePlanItem(
  { name, state, value, figures, action, quote, by }: PlanItem,
  { plain, mail }: Locale,
): string[] {
  const shown = { kpi: name, state: state.word, value, figures: figures.join(mail.header.separator) };
  const below = [action, quote, by.join(' · ')].filter((line) => line !== null);
  return [ROW + fill(plain.plan, shown), ...below.map((line) => ROW + INDENT + line)];
}
