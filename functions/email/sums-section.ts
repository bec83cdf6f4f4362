// How the score adds up: a family a row, its points, and the printed score below them.
import { parseDecimal } from '../exact.ts';
import { type Edition, familyName, getKpi, kpiName } from './edition.ts';
import { sumFamilies } from './family-sums.ts';
import { formatScore } from './numbers.ts';
import { fill, joinNames } from './words.ts';

export type SumsRow = { name: string; scored: string; subScore: string; weight: string; points: string };

export type SumsSection = {
  title: string;
  note: string;
  columns: { family: string; scored: string; subScore: string; weight: string; points: string };
  rows: SumsRow[];
  total: { label: string; weight: string; points: string };
};

export function viewSums(edition: Edition): SumsSection | null {
  const { card, locale } = edition;
  if (card.score === null) return null;
  const words = locale.mail.sums;
  const leaving = card.lines.filter((line) => line.points === null && parseDecimal(line.weight).compare(0) > 0);
  const names = leaving.map((line) => kpiName(edition, getKpi(edition, line.kpi)));
  return {
    title: words.title,
    note: [words.note, ...(names.length === 0 ? [] : [fill(words.left_out, { list: joinNames(names, locale) })])].join(
      locale.mail.preheader.sentence,
    ),
    columns: {
      family: words.family,
      scored: words.scored,
      subScore: words.sub_score,
      weight: words.weight,
      points: words.points,
    },
    rows: sumFamilies(edition).map((family) => ({
      name: familyName(edition, family.id),
      scored: fill(words.scored_of, { scored: String(family.scored), all: String(family.lines) }),
      subScore: family.points === null ? '–' : family.subScore,
      weight: family.points === null ? '–' : family.weightShare,
      points: family.points ?? '–',
    })),
    total: {
      label: words.total,
      weight: locale.numbers.units.percent.replace('{n}', '100'),
      points: formatScore(parseDecimal(card.score), locale),
    },
  };
}
