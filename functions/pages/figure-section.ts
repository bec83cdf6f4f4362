// One KPI on the page of figures: its value, what it is defined as, the sums that it was divided from, what is doubtful of
// it, and the way on to its tables and statements.
import type { Locale } from '../definitions/locale.ts';
import { type Found, foundBy } from '../email/check-words.ts';
import { dayName, periodName } from '../email/dates.ts';
import { kpiName, markStatus } from '../email/edition.ts';
import { formatCount, formatValue, parseQuantity } from '../email/numbers.ts';
import { cleanName, fill, fillCounted } from '../email/words.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';
import { foundItems, sayFound } from './check-items.ts';
import { html, joinMarkup, type Markup, NOTHING } from './markup.ts';
import { statementLink, tableLink } from './page-links.ts';

type Lineage = NonNullable<SnapshotKpi['lineage']>;

export function figureSection(kpi: SnapshotKpi, snapshot: Snapshot, locale: Locale): Markup {
  const words = locale.figures;
  // Grey says that nothing was scored, not that there is nothing.
  const status = kpi.status === 'grey' ? null : markStatus({ locale }, kpi.status);
  const { lineage } = kpi;
  return html`<section id="${kpi.id}">
<div class="head"><h3>${kpiName({ locale }, kpi)}</h3>${status ? html`<span class="${status.tone}">${status.glyph} ${status.word}</span>` : NOTHING}</div>
<p class="value">${printedValue(kpi, snapshot, locale)}</p>
<p class="small mut"><code>${kpi.id}</code>${notesOf(kpi, locale)}</p>
${doubtsOf(kpi, snapshot, locale)}
${lineage ? html`${definitionTable(lineage, locale)}${snapshot.slice ? NOTHING : sumsTable(lineage, locale)}${resultOf(kpi, locale)}` : NOTHING}
${lineage ? dataOf(lineage, snapshot, locale) : NOTHING}
<a class="top" href="#top">${words.top}</a>
</section>
`;
}

function printedValue(kpi: SnapshotKpi, { currency }: Snapshot, locale: Locale): string {
  const value = parseQuantity(kpi.value);
  if (value === null) return locale.not_available;
  return formatValue(value, kpi, { locale, currency }) + (kpi.notes.includes('provisional') ? ' †' : '');
}

function notesOf({ notes, sample }: SnapshotKpi, locale: Locale): string {
  const counted = parseQuantity(sample);
  const shown = { sample: counted === null ? '0' : formatCount(counted, { locale, currency: '' }) };
  return notes.map((note) => ` · ${fill(locale.notes[note], shown)}`).join('');
}

/** What the checks, or time, leave doubtful of this very figure. */
function doubtsOf(kpi: SnapshotKpi, snapshot: Snapshot, locale: Locale): Markup {
  const words = locale.figures;
  const { provisional = [], excluded = [], accepted = [], blockedBy = [] } = kpi;
  const say = (of: (typeof accepted)[number], found: Found = foundBy(snapshot, of)) => sayFound(of, found, locale);
  const items = [
    ...blockedBy.map((one) => `${words.blocked} ${say(one)}`),
    ...excluded.map((one) => {
      const rows = parseQuantity(one.rows);
      // What was found may be of many months; the rows are those of the period.
      const found: Found = one.rows === null ? {} : { rows: one.rows };
      const counted = rows === null ? '' : fill(words.left_out, { rows: formatCount(rows, { locale, currency: '' }) });
      return `${counted} ${say(one, found)}`;
    }),
    ...accepted.map((one) => `${words.outcomes.accepted} · ${say(one)}`),
    ...provisional.map(({ check, table, subject, finalOn }) => {
      const day = dayName(finalOn, locale);
      if (check === null || table === null) return fill(words.maturing, { day });
      return `${fill(words.provisional, { day })} ${say({ check, table, subject })}`;
    }),
  ];
  if (items.length === 0) return NOTHING;
  return html`<ul class="small watch">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function definitionTable({ definition }: Lineage, locale: Locale): Markup {
  const rows = definition.map(
    ([part, text]) => html`<tr><th>${partName(part, locale)}</th><td><code>${text}</code></td></tr>`,
  );
  return html`<h4>${locale.figures.definition}</h4><table>${rows}</table>`;
}

/** `percentile 0.5 of` carries its number. */
function partName(part: string, { figures: { parts } }: Locale): string {
  const [name = '', p = ''] = part.split(' ');
  const pattern = name in parts ? parts[name as keyof typeof parts] : part;
  return fill(pattern, { p });
}

function sumsTable({ sums }: Lineage, locale: Locale): Markup {
  const { figures: words } = locale;
  if (sums.length === 0) return html`<h4>${words.sums}</h4><p class="small mut">${words.no_sums}</p>`;
  const rows = sums.map(
    ({
      measure,
      period,
      value,
    }) => html`<tr><td><code>${measure}</code> <span class="small mut">${periodName(period, 'short', locale)}</span></td>
<td class="n">${value === null ? words.not_set : sumOf(value, locale)}</td></tr>`,
  );
  return html`<h4>${words.sums}</h4><table>${rows}</table>`;
}

/** A histogram has hundreds of steps, of which most readers want none. */
function sumOf(value: string, { figures: { steps } }: Locale): Markup {
  if (!value.startsWith('{')) return html`${value}`;
  const count = Object.keys(JSON.parse(value) as Record<string, number>).length;
  return html`<details><summary>${fillCounted(steps, count)}</summary><code>${value}</code></details>`;
}

/** `4201 ÷ 4537 = 0.925942252590`, as the snapshot has it. */
function resultOf({ value, numerator, denominator, factor }: SnapshotKpi, { figures: words }: Locale): Markup {
  if (value === null) return NOTHING;
  const divided = [numerator, denominator].filter((part) => part !== null).join(' ÷ ');
  const times = factor === null ? '' : ` × ${factor}`;
  // A percentile is read from its histogram, not divided.
  const isDivided = numerator !== null && (denominator !== null || factor !== null);
  const shown = isDivided ? `${divided}${times} = ${value}` : value;
  return html`<h4>${words.result}</h4><p><code>${shown}</code></p>`;
}

/** The way on: to the statements that were asked, the tables that these read, and what was found there. */
function dataOf({ facts }: Lineage, snapshot: Snapshot, locale: Locale): Markup {
  const words = locale.figures;
  const asked = snapshot.statements.filter(({ fact }) => facts.includes(fact));
  if (asked.length === 0) return NOTHING;
  const ids = [...new Set(asked.flatMap(({ tables = [] }) => tables))];
  const tables = joinMarkup(
    ids.map((table) => tableLink(table, locale)),
    html`${locale.list.separator}`,
  );
  const statements = joinMarkup(
    asked.map(({ fact }) => statementLink(cleanName(fact), locale)),
    html`${locale.list.separator}`,
  );
  const found = foundItems(
    snapshot.checks.filter(({ table }) => ids.includes(table)),
    locale,
  );
  return html`<h4>${words.data}</h4><p class="small">${tables}</p><p class="small">${statements}</p>
${found.length === 0 ? NOTHING : html`<h4>${words.checks}</h4><ul class="small">${found}</ul>`}`;
}
