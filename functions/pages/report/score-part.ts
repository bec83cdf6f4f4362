// The score on top of the page: where it stands, its periods, and what moved it.

import { periodName, twelvePeriods } from '../../email/dates.ts';
import type { Edition } from '../../email/edition.ts';
import { formatFigure, formatScore, parseQuantity } from '../../email/numbers.ts';
import { viewScore } from '../../email/score-section.ts';
import { drawStrip } from '../../email/strip.ts';
import type { Fraction } from '../../exact.ts';
import { lineChart } from '../charts/line-chart.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { scoreFall } from './falls.ts';
import { figurePart } from './figure.ts';

export function scorePart(edition: Edition): Markup {
  const { title, score, of, grade, unscored, previous, yearAgo, tally, summary } = viewScore(edition);
  const changes = [previous, yearAgo].flatMap((change) =>
    change === null ? [] : [`${change.glyph} ${change.points} ${change.text}`.trim()],
  );
  const figures = [scoreHistory(edition), scoreFall(edition)].filter((figure) => figure !== null);
  return html`<section id="score">
<h2>${title}</h2>
<p class="value score">${score ?? unscored?.word ?? ''} ${score === null ? NOTHING : html`<span class="small mut">${of}</span>`} ${grade === null ? NOTHING : html`<span class="grade">${grade}</span>`}</p>
${unscored === null ? NOTHING : html`<p>${unscored.why}</p>`}
<p class="small mut">${[...changes, summary].join(' · ')}</p>
<p class="tally">${tally.map(({ tone, glyph, word, count }) => html`<span class="${tone}">${glyph} ${word} ${count}</span> `)}</p>
${figures.length === 0 ? NOTHING : html`<div class="charts">${figures}</div>`}
</section>
`;
}

function scoreHistory(edition: Edition): Markup | null {
  const { card, locale, snapshot } = edition;
  const words = locale.charts;
  const current = snapshot.period.id;
  const known = new Map(card.trend.map(({ period, score }) => [period, parseQuantity(score)]));
  known.set(current, parseQuantity(card.score));
  const points = twelvePeriods(current)
    .map((period) => ({ period, value: known.get(period) ?? null }))
    .map(({ period, value }) => ({
      period,
      label: periodName(period, 'short', locale),
      value,
      isOpen: period === current && snapshot.status === 'provisional',
      isSignal: false,
      target: null,
    }));
  const print = (value: Fraction) => formatScore(value, locale);
  const told = points.map(({ period, value, isOpen }) => ({ period, value, provisional: isOpen }));
  const drawing = lineChart({
    id: 'score-v',
    title: words.score_history,
    description: drawStrip(edition, told, print).alt,
    points,
    limits: null,
    print: (value, extra) => formatFigure(value, extra, edition),
  });
  if (drawing === null) return null;
  return figurePart(
    {
      title: words.score_history,
      drawing,
      keys: points.some(({ isOpen }) => isOpen) ? [{ look: 'dot open', label: words.open }] : [],
      table: {
        columns: [words.period, words.score],
        rows: points.map(({ label, value }) => [label, value === null ? locale.not_available : print(value)]),
      },
    },
    locale,
  );
}
