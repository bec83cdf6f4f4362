// The year so far and where it is heading, for KPIs that add up: as the snapshot forecast it, never from the months that
// a mail shows.
import type { SnapshotKpi } from '../snapshot/shape.ts';
import { type Edition, getKpi, markedName } from './edition.ts';
import { formatShare, formatValue, parseQuantity } from './numbers.ts';
import { fill } from './words.ts';

export type OutlookFigure = { value: string; note: string | null };
export type OutlookRow = { name: string; soFar: OutlookFigure; forecast: OutlookFigure; needed: string };
export type OutlookSection = {
  title: string;
  note: string;
  columns: { kpi: string; soFar: string; forecast: string; needed: string };
  rows: OutlookRow[];
};

export function viewOutlook(edition: Edition): OutlookSection | null {
  const words = edition.locale.mail.outlook;
  const onCard = [...edition.card.lines.map(({ kpi }) => kpi), ...(edition.card.shown ?? [])];
  const kpis = onCard.map((id) => getKpi(edition, id)).filter((kpi) => kpi.annual && hasFigures(kpi));
  if (kpis.length === 0) return null;
  const bases = (['last_year', 'run_rate'] as const).filter((basis) =>
    kpis.some(({ annual }) => annual?.forecast !== null && annual?.basis === basis),
  );
  return {
    title: words.title,
    note: [words.note, ...bases.map((basis) => words[basis])].join(edition.locale.mail.preheader.sentence),
    columns: {
      kpi: edition.locale.mail.scorecard.kpi,
      soFar: words.so_far,
      forecast: words.forecast,
      needed: words.needed,
    },
    rows: kpis.map((kpi) => viewOutlookRow(edition, kpi)),
  };
}

function hasFigures({ yearToDate, annual }: SnapshotKpi): boolean {
  return (yearToDate?.value ?? null) !== null || (annual?.forecast ?? null) !== null;
}

function viewOutlookRow(edition: Edition, kpi: SnapshotKpi): OutlookRow {
  const { locale } = edition;
  const words = locale.mail.outlook;
  const { yearToDate, annual } = kpi;
  const target = parseQuantity(annual?.target);
  const share = (text: string | null | undefined) => {
    const value = parseQuantity(text);
    return value === null ? null : formatShare(value, 1, locale);
  };
  const ofPlan = share(yearToDate?.attainment);
  const ofTarget = share(annual?.attainment);
  return {
    name: markedName(edition, kpi),
    soFar: { value: print(yearToDate?.value), note: ofPlan === null ? null : fill(words.of_plan, { share: ofPlan }) },
    forecast: {
      value: print(annual?.forecast),
      note:
        ofTarget === null || target === null
          ? words.no_target
          : fill(words.of_target, { share: ofTarget, target: formatValue(target, kpi, edition) }),
    },
    needed: needed(),
  };

  function print(text: string | null | undefined): string {
    const value = parseQuantity(text);
    return value === null ? '–' : formatValue(value, kpi, edition);
  }

  /** What each month that is left must bring; nothing more where the year's target is reached. */
  function needed(): string {
    const required = parseQuantity(annual?.requiredPerMonth);
    if (required === null) return '–';
    return required.compare(0) <= 0 ? words.reached : formatValue(required, kpi, edition);
  }
}
