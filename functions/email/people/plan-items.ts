// The improvement plan of a person, item by item: what is done, how far it is, what it may bring, and what was said to it.
import type { Improvement } from '../../snapshot/plan-shape.ts';
import { dayName, periodName } from '../dates.ts';
import { formatGap, formatScore, parseQuantity } from '../numbers.ts';
import { cleanName, cleanText, fill, joinNames, pickText } from '../words.ts';
import { kpiOf, lineName, type PersonEdition, printIn } from './person-edition.ts';

export type PlanItem = { name: string; head: string; tone: 'ink' | 'off' | 'ok' | 'mut'; lines: string[] };
export type PlanSection = { title: string; note: string; items: PlanItem[]; watch: string | null };

const TONES = { open: 'ink', overdue: 'off', closed: 'ok', cancelled: 'mut' } as const;

export function viewPlan(edition: PersonEdition): PlanSection | null {
  const { person, locale } = edition;
  const words = locale.people.plan;
  const known = person.improvements.filter(({ kpi }) => edition.kpis.has(kpi));
  const watched = known.filter(({ watch }) => watch);
  const items = known.filter(({ watch }) => !watch).map((item) => viewItem(edition, item));
  if (known.length === 0) return null;
  const names = watched.map(({ kpi }) => lineName(edition, { kpi, notes: [] }));
  return {
    title: words.title,
    note: words.note,
    items,
    watch: names.length === 0 ? null : fill(words.watch, { list: joinNames(names, locale) }),
  };
}

export function stateOf({ status, due }: Improvement, { locale }: Pick<PersonEdition, 'locale'>): string {
  const { head, states } = locale.people.plan;
  if (status === 'closed' || status === 'cancelled') return states[status];
  return fill(head, { state: states[status], due: dayName(due, locale) });
}

function viewItem(edition: PersonEdition, item: Improvement): PlanItem {
  return {
    name: lineName(edition, { kpi: item.kpi, notes: [] }),
    head: stateOf(item, edition),
    tone: TONES[item.status],
    lines: [...describeAction(edition, item), ...describeCourse(edition, item), ...describeWords(edition, item)],
  };
}

function describeAction({ locale }: PersonEdition, { action, owner, training }: Improvement): string[] {
  const words = locale.people.plan;
  const [what, who] = [action, owner].map((text) => (text === null ? null : quote(text, locale)));
  return [
    ...(what ? [what] : []),
    ...(who ? [fill(words.owner, { owner: who })] : []),
    ...(training.length === 0 ? [] : [fill(words.training, { list: joinNames(training.map(cleanName), locale) })]),
  ];
}

function describeCourse(edition: PersonEdition, item: Improvement): string[] {
  const { locale } = edition;
  const words = locale.people.plan;
  const kpi = kpiOf(edition, item.kpi);
  const print = (value: string) => printIn(edition, { kpi: item.kpi, denominator: null }, value);
  const { baseline, value, target, opened, status } = item;
  const points = parseQuantity(item.gainPoints);
  const realised = parseQuantity(item.realised);
  return [
    ...(baseline === null || value === null || target === null
      ? []
      : [
          fill(words.course, {
            baseline: print(baseline),
            opened: periodName(opened, 'short', locale),
            value: print(value),
            target: print(target),
          }),
        ]),
    ...(points === null || status === 'closed' || status === 'cancelled'
      ? []
      : [fill(words.gain, { points: formatScore(points, locale) })]),
    ...(realised === null ? [] : [fill(words.realised, { realised: formatGap(realised, kpi, edition) })]),
  ];
}

function describeWords({ locale }: PersonEdition, { progress, reason, comment, escalated }: Improvement): string[] {
  const words = locale.people.plan;
  return [
    ...(progress === null ? [] : [fill(words.progress, { text: cleanText(progress) })]),
    ...(reason === null ? [] : [fill(words.reason, { text: cleanText(reason) })]),
    ...(comment === null ? [] : [fill(words.comment, { text: cleanText(comment) })]),
    ...(escalated ? [words.escalated] : []),
  ];
}

/** Text that a person wrote stands under `und`, whatever its language. */
function quote(text: Record<string, string>, locale: PersonEdition['locale']): string | null {
  return text.und === undefined ? pickText(text, locale, cleanText) : cleanText(text.und);
}
