// One KPI of the page: where it stands, then its charts side by side as far as the screen has room.
import { printChanges } from '../../email/changes.ts';
import { periodName } from '../../email/dates.ts';
import { type Edition, markedName, markStatus, targetOf } from '../../email/edition.ts';
import { formatAgainstTarget, parseQuantity } from '../../email/numbers.ts';
import { whyUnavailable } from '../../email/reasons.ts';
import { dimensionName } from '../../email/slice.ts';
import { fill, joinNames } from '../../email/words.ts';
import type { SnapshotKpi, SnapshotLine } from '../../snapshot/shape.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { kpiFalls } from './falls.ts';
import { historyFigures } from './history.ts';
import { memberFigures } from './members.ts';

/** `line`: how the card scores it; null for one that it only shows. */
export function kpiPart(edition: Edition, kpi: SnapshotKpi, line: SnapshotLine | null): Markup {
  const { locale } = edition;
  const status = markStatus(edition, line?.status ?? kpi.status);
  const figures = [...historyFigures(edition, kpi), ...kpiFalls(edition, kpi)];
  const compared = comparedPart(edition, kpi, status.tone === 'off' || status.tone === 'watch');
  return html`<section id="${kpi.id}">
<div class="head"><h3>${markedName(edition, kpi)}</h3>${line === null ? NOTHING : html`<span class="${status.tone}">${status.glyph} ${status.word}</span>`}</div>
${standing(edition, kpi, line)}
${figures.length === 0 ? html`<p class="mut">${locale.charts.no_history}</p>` : html`<div class="charts">${figures}</div>`}
${compared}
<a class="top" href="#top">${locale.figures.top}</a>
</section>
`;
}

/** Where the KPI was made: open where it is off target, else a line until somebody asks. */
function comparedPart(edition: Edition, kpi: SnapshotKpi, isOpen: boolean): Markup {
  const { locale } = edition;
  const compared = memberFigures(edition, kpi);
  if (compared.length === 0) return NOTHING;
  const dimensions = compared.map(({ dimension }) => dimensionName(dimension, locale));
  const summary = fill(locale.charts.compared, { list: joinNames(dimensions, locale) });
  return html`<details class="compared"${isOpen ? html` open` : NOTHING}><summary>${summary}</summary>
<div class="charts">${compared.map(({ figure }) => figure)}</div></details>`;
}

function standing(edition: Edition, kpi: SnapshotKpi, line: SnapshotLine | null): Markup {
  const { locale } = edition;
  const value = parseQuantity(line === null ? kpi.value : line.value);
  const target = line?.target ?? targetOf(edition, kpi);
  const status = line?.status ?? kpi.status;
  const shown = formatAgainstTarget(value, target, kpi, status, edition);
  const isUnscored = line !== null && (line.status === 'grey' || value === null);
  const about = [
    ...(shown.target === null ? [] : [fill(locale.charts.target, { value: shown.target })]),
    ...printChanges(edition, kpi).map(({ label, value: change }) =>
      fill(locale.charts.pair, { name: label, value: change }),
    ),
    ...(line?.period
      ? [fill(locale.mail.scorecard.scored_over, { period: periodName(line.period, 'long', locale) })]
      : []),
    ...(isUnscored || value === null ? [whyUnavailable(locale, line?.notes ?? kpi.notes, kpi)] : []),
  ];
  return html`<p class="value">${shown.actual ?? locale.not_available}</p>
<p class="small mut">${about.join(' · ')}</p>`;
}
