// What is doubtful of a person's figures: what may still change and until when, and what checks of the data found. Who
// accepted what, and what exactly was found, is for those who read the whole shop's report.
import type { Locale } from '../../definitions/locale.ts';
import type { Person, PersonLine } from '../../snapshot/person-shape.ts';
import { type CheckOf, sayCheck, tableName } from '../check-words.ts';
import { dayName } from '../dates.ts';
import { fill, joinSome } from '../words.ts';

const MOST_NAMES = 6;

/** Sentences about one line, what weighs most first. */
export function describeDoubts(
  { provisional = [], excluded = [], accepted = [], blockedBy = [] }: PersonLine,
  locale: Locale,
): string[] {
  const words = locale.people.doubts;
  const say = (pattern: string, of: CheckOf) => fill(pattern, { finding: sayCheck(of, {}, locale) });
  return [
    ...accepted.map((of) => say(words.accepted, of)),
    ...blockedBy.map((of) => say(words.blocked, of)),
    ...provisional.map(({ check, table, finalOn }) => {
      const day = dayName(finalOn, locale);
      if (check === null || table === null) return fill(words.maturing, { day });
      return fill(words.provisional, { day, finding: sayCheck({ check, table, subject: null }, {}, locale) });
    }),
    ...excluded.map((of) => say(words.excluded, of)),
  ];
}

/** Whether any of the person's figures rests on a finding that somebody accepted. */
export function isReleasedAllTheSame({ cards }: Pick<Person, 'cards'>): boolean {
  return cards.some(({ lines }) => lines.some(({ accepted = [] }) => accepted.length > 0));
}

export type Doubted = {
  /** KPIs that may still change, by name, with the day on which they are final; null where that is not known. */
  provisional: { kpi: string; finalOn: string | null }[];
  /** Names of checks that found something which somebody accepted. */
  accepted: string[];
};

/** `name`: of a KPI, without a mark. */
export function doubtedOf({ cards }: Person, name: (kpi: string) => string, locale: Locale): Doubted {
  const lines = cards.flatMap((card) => card.lines);
  return {
    provisional: lines
      .filter(({ notes }) => notes.includes('provisional'))
      .map(({ kpi, provisional = [] }) => ({ kpi: name(kpi), finalOn: lastDay(provisional) })),
    accepted: lines
      .flatMap(({ accepted = [] }) => accepted)
      .map(({ check, table }) =>
        fill(locale.people.doubts.check_of, {
          table: tableName(table, locale),
          check: locale.checks[check].name,
        }),
      ),
  };
}

/** The same of many people, each thing once. */
export function listDoubts(people: readonly Doubted[], locale: Locale): string[] {
  const words = locale.people.doubts;
  const finalOn = new Map<string, string>();
  for (const { kpi, finalOn: day } of people.flatMap(({ provisional }) => provisional)) {
    const known = finalOn.get(kpi) ?? '';
    finalOn.set(kpi, day !== null && day > known ? day : known);
  }
  const groups = [...Map.groupBy(finalOn, ([, day]) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = groups.map(([day, kpis]) => {
    const names = kpis.map(([kpi]) => kpi).sort();
    const list = joinSome(names, MOST_NAMES, locale);
    return day === '' ? list : fill(locale.mail.quality.provisional_until, { list, day: dayName(day, locale) });
  });
  const accepted = [...new Set(people.flatMap((one) => one.accepted))].sort();
  return [
    ...(accepted.length === 0 ? [] : [fill(words.accepted_list, { list: joinSome(accepted, MOST_NAMES, locale) })]),
    ...(shown.length === 0 ? [] : [fill(words.list, { list: shown.join(locale.list.groups) })]),
  ];
}

function lastDay(provisional: NonNullable<PersonLine['provisional']>): string | null {
  return (
    provisional
      .map(({ finalOn }) => finalOn)
      .sort()
      .at(-1) ?? null
  );
}
