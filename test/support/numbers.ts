// Where the numbers of a mail may come from: every quantity of a snapshot, formatted in the ways a mail prints it.
import {
  formatCount,
  formatEffects,
  formatFigure,
  formatGap,
  formatMoney,
  formatPoints,
  formatScore,
  formatShare,
  formatValue,
  parseQuantity,
} from '../../functions/email/numbers.ts';
import { Fraction, parseDecimal } from '../../functions/exact.ts';
import type { Snapshot, SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { type LocaleName, readLocale } from './email.ts';

export function printedNumbers(text: string): string[] {
  return [...text.replace(/^https?:.*$/gm, '').matchAll(/\d[\d,.]*\d|\d/g)].map(([number]) => number);
}

export function snapshotNumbers(snapshot: Snapshot, name: LocaleName): Set<string> {
  const locale = readLocale(name);
  const language = { locale, currency: snapshot.currency };
  const texts = [
    JSON.stringify(locale.mail),
    JSON.stringify(locale.numbers.units),
    snapshot.shop.name,
    'Northbay Commerce, 200 Harbor Street, Oakland, CA 94607',
    ...snapshot.kpis.flatMap((kpi) => Object.values(kpi.name)),
    ...numbersOfDates(snapshot),
    ...snapshot.kpis.flatMap((kpi) => numbersOfKpi(kpi, snapshot)),
    ...snapshot.scorecards.flatMap((card) => numbersOfCard(card)),
    ...(snapshot.improvements ?? []).flatMap(numbersOfItem),
    ...(snapshot.people ?? []).flatMap(({ above, inLine, below, notScored }) =>
      [above, inLine, below, notScored].map(String),
    ),
    ...(snapshot.comments ?? []).map(({ text }) => text),
  ];
  return new Set(texts.flatMap(printedNumbers));

  function numbersOfKpi(kpi: SnapshotKpi, { exceptions }: Snapshot): string[] {
    const values = [
      kpi.value,
      kpi.target?.value,
      kpi.previous?.value,
      ...(kpi.members.carrier ?? []).map(({ value }) => value),
    ];
    const sums = [
      kpi.numerator,
      kpi.denominator,
      ...(kpi.members.carrier ?? []).flatMap((member) => [member.numerator, member.denominator]),
    ];
    const gaps = exceptions.filter((one) => one.kpi === kpi.id).flatMap((one) => [one.gap, one.cause?.gap]);
    const target = parseQuantity(kpi.target?.value);
    const carriers = (kpi.members.carrier ?? []).map((member) =>
      parseDecimal(member.numerator as string)
        .sub((target as Fraction).mul(member.denominator as string))
        .div(kpi.denominator as string),
    );
    const changes = [kpi.previous?.change, kpi.yearAgo?.change, ...gaps].map(parseQuantity).concat(carriers);
    return [
      ...values
        .map(parseQuantity)
        .filter((value) => value !== null)
        .flatMap((value) => [formatValue(value, kpi, language), formatFigure(value, kpi.decimals, language)]),
      ...sums
        .map(parseQuantity)
        .filter((sum) => sum !== null)
        .flatMap((sum) => [
          formatCount(sum, language),
          formatMoney(sum, language),
          formatValue(sum.mul(kpi.factor === null ? new Fraction(1) : new Fraction(kpi.factor)), kpi, language),
        ]),
      ...changes.filter((change) => change !== null).map((change) => formatPoints(change.mul(100), locale)),
      ...changes.filter((change) => change !== null).map((change) => formatFigure(change, kpi.decimals, language)),
      ...numbersOfAnalysis(kpi),
      ...[
        kpi.previous?.ratio,
        kpi.previous?.perDay,
        kpi.yearAgo?.ratio,
        kpi.target?.attainment,
        kpi.yearToDate?.attainment,
        kpi.annual?.attainment,
      ]
        .map(parseQuantity)
        .filter((share) => share !== null)
        .map((share) => formatShare(share, 1, locale)),
    ];
  }

  function numbersOfAnalysis({ signal, yearToDate, annual, drivers, experiments, ...kpi }: SnapshotKpi): string[] {
    const own = { ...kpi } as SnapshotKpi;
    const limits = [signal?.lower, signal?.upper, signal?.mean].map(parseQuantity).filter((limit) => limit !== null);
    const sums = [yearToDate?.value, annual?.target, annual?.forecast, annual?.requiredPerMonth]
      .map(parseQuantity)
      .filter((sum) => sum !== null);
    return [
      ...limits.map((limit) =>
        signal?.charted === 'year_change' ? formatShare(limit, 1, locale) : formatValue(limit, own, language),
      ),
      ...sums.map((sum) => formatValue(sum, own, language)),
      ...(drivers ?? []).flatMap(({ printedTotal, parts }) => [
        ...formatEffects([printedTotal, ...parts.map(({ printed }) => printed)], own, language),
        ...parts.map(({ others }) => String(others ?? '')),
      ]),
      ...(experiments ?? []).flatMap((test) =>
        [...[test.control, test.treatment].flatMap((arm) => [arm.units, arm.conversions]), ...[test.requiredUnits]].map(
          (text) => formatCount(parseDecimal(text ?? '0'), language),
        ),
      ),
      ...(experiments ?? []).flatMap((test) => [
        ...[test.lift, test.difference, test.low, test.high].map((text) =>
          formatShare(parseDecimal(text ?? '0'), text === test.lift ? 1 : 2, locale),
        ),
        ...[test.p, test.adjustedP].map((text) => formatFigure(parseDecimal(text ?? '0'), 3, language)),
      ]),
    ];
  }

  function numbersOfItem(item: NonNullable<Snapshot['improvements']>[number]): string[] {
    const kpi = snapshot.kpis.find(({ id }) => id === item.kpi);
    const print = (text: string | null, show: (value: Fraction) => string) =>
      text === null ? [] : [show(parseDecimal(text))];
    return [
      ...[item.action, item.owner].flatMap((words) => Object.values(words ?? {})),
      ...[item.progress, item.reason].filter((text) => text !== null),
      ...[item.opened, item.due].flatMap(numbersOfDay),
      ...print(item.gainPoints, (value) => formatScore(value, locale)),
      ...(kpi
        ? [item.baseline, item.value, item.target].flatMap((text) => print(text, (v) => formatValue(v, kpi, language)))
        : []),
      ...(kpi ? print(item.realised, (value) => formatGap(value, kpi, language)) : []),
    ];
  }

  function numbersOfCard(card: Snapshot['scorecards'][number]): string[] {
    const score = parseQuantity(card.score) ?? new Fraction(0);
    const scores = [
      score,
      ...[card.previous, card.yearAgo].flatMap((base) => {
        const before = parseQuantity(base?.score);
        return before === null ? [] : [before, score.sub(before).abs()];
      }),
    ];
    const families = Map.groupBy(card.lines, (line) => snapshot.kpis.find(({ id }) => id === line.kpi)?.family);
    const sums = [...families.values()].flatMap((lines) => {
      const add = (pick: 'points' | 'effectiveWeight') =>
        lines.reduce((sum, line) => sum.add(parseQuantity(line[pick]) ?? 0), new Fraction(0));
      return [
        formatScore(add('points'), locale),
        formatScore(add('points').div(add('effectiveWeight')), locale),
        formatShare(add('effectiveWeight'), 0, locale),
        String(lines.length),
      ];
    });
    const counts = ['green', 'amber', 'red', 'grey'].map((status) =>
      String(card.lines.filter((line) => line.status === status).length),
    );
    return [
      ...scores.flatMap((value) => [formatScore(value, locale), formatScore(value, locale, 1)]),
      ...sums,
      ...counts,
      String(card.lines.length),
      ...(card.bands ?? []).map(({ from }) => from),
      ...snapshot.drivers.flatMap(({ printed, others }) => [
        formatPoints(parseDecimal(printed), locale),
        String(others),
      ]),
    ];
  }
}

function numbersOfDates({ period, asOf, revision, kpis }: Snapshot): string[] {
  const local = new Date(Date.parse(asOf) + 8 * 3_600_000).toISOString();
  const days = [period.from, period.to, local.slice(0, 10), '2025-10-01', '2026-09-01'];
  const finalDays = kpis.flatMap(({ provisional = [] }) => provisional.map(({ finalOn }) => finalOn));
  return [
    ...[...days, ...finalDays].flatMap(numbersOfDay),
    local.slice(11, 13),
    local.slice(14, 16),
    '8',
    String(revision),
  ];
}

function numbersOfDay(day: string): string[] {
  return day.split('-').map((part) => String(Number(part)));
}
