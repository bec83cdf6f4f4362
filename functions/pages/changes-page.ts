// What a revision says otherwise than the one before it: each figure as it was and as it is, to its last printed digit,
// and why.
import type { Locale } from '../definitions/locale.ts';
import { instantName, periodName } from '../email/dates.ts';
import { kpiName, markStatus } from '../email/edition.ts';
import { formatScore, formatValue, parseQuantity } from '../email/numbers.ts';
import { sayReasons } from '../email/reason-words.ts';
import { beginSentence, cleanName, fill, pickText } from '../email/words.ts';
import type { KpiMove, ScoreMove, SnapshotDiff } from '../snapshot/diff-shape.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { type WholePage, wholePage } from './whole-page.ts';

type Changed = { name: string; note: string; was: string; is: string; exactWas: string; exactIs: string };

export type Changes = {
  before: Snapshot;
  after: Snapshot;
  diff: SnapshotDiff;
  /** Enough for a mail to readers. */
  isAnnounced: boolean;
  back: { href: string; label: string };
};

export function changesPage({ before, after, diff, isAnnounced, back }: Changes, locale: Locale): WholePage {
  const words = locale.access.changes_page;
  const title = fill(locale.access.landing.pages.changes, { period: periodName(after.period.id, 'long', locale) });
  const figures = diff.kpis.filter(({ was, is }) => printSide(was) !== printSide(is));
  const changed = [
    ...diff.scores.map((move) => scoreRow(move, locale)),
    ...figures.map((move) => kpiRow(move, before, after, locale)),
  ];
  const about = (of: Snapshot) =>
    fill(words.revision, {
      revision: String(of.revision),
      instant: instantName(of.asOf, of.period.timeZone, locale),
    });
  const body = html`<div class="top-links"><a href="${back.href}">${back.label}</a></div>
<p class="mut">${pickText(after.report.title, locale) ?? after.report.id}</p>
<h1>${title}</h1>
<p>${fill(words.lead, { before: about(before), after: about(after) })}</p>
${diff.definitions ? html`<p>${words.definitions}</p>` : NOTHING}
${changed.length === 0 ? html`<p class="lead">${words.none}</p>` : tableOf(changed, before, after, locale)}
${changed.length === 0 ? NOTHING : html`<p class="small mut">${isAnnounced ? words.announced : words.unannounced}</p>`}`;
  return wholePage(title, body, locale);
}

/** All of a side that its reader sees of it. */
function printSide(side: KpiMove['was']): string {
  return side === null ? '' : [side.value, side.status, side.notes].join();
}

function scoreRow({ scorecard, subject, title, was, is, reasons }: ScoreMove, locale: Locale): Changed {
  const print = (card: ScoreMove['was']) => {
    const value = parseQuantity(card?.score);
    return value === null ? locale.not_available : `${formatScore(value, locale)} ${card?.grade ?? ''}`.trim();
  };
  return {
    name: [pickText(title, locale) ?? scorecard, cleanName(subject.name)].join(' · '),
    note: beginSentence(sayReasons(reasons, locale)),
    was: print(was),
    is: print(is),
    exactWas: was?.score ?? '',
    exactIs: is?.score ?? '',
  };
}

function kpiRow({ kpi: id, was, is, reasons }: KpiMove, before: Snapshot, after: Snapshot, locale: Locale): Changed {
  const of = [after, before].flatMap(({ kpis }) => kpis.find((kpi) => kpi.id === id) ?? [])[0] as SnapshotKpi;
  return {
    name: kpiName({ locale }, of),
    note: beginSentence(sayReasons(reasons, locale)),
    was: printed(was, of, before, locale),
    is: printed(is, of, after, locale),
    exactWas: was?.value ?? '',
    exactIs: is?.value ?? '',
  };
}

/** The value, its † and its status. */
function printed(side: KpiMove['was'], kpi: SnapshotKpi, { currency }: Snapshot, locale: Locale): string {
  const value = parseQuantity(side?.value);
  if (side === null || value === null) return locale.not_available;
  const mark = side.notes.includes('provisional') ? ' †' : '';
  const status = side.status === 'grey' ? '' : ` ${markStatus({ locale }, side.status).glyph}`;
  return formatValue(value, kpi, { locale, currency }) + mark + status;
}

function tableOf(changed: readonly Changed[], before: Snapshot, after: Snapshot, locale: Locale): Markup {
  const { revision } = locale.access.files_page;
  const head = (of: Snapshot) => fill(revision, { revision: String(of.revision) });
  // Where what is printed is the same, the digits behind it tell what moved.
  const cell = (print: string, exact: string, other: string) =>
    print === other && exact !== '' ? html`${print}<br><code>${exact}</code>` : html`${print}`;
  const rows = changed.map(
    ({
      name,
      note,
      was,
      is,
      exactWas,
      exactIs,
    }) => html`<tr><th scope="row">${name}<br><span class="small mut">${note}</span></th>
<td class="n">${cell(was, exactWas, is)}</td><td class="n">${cell(is, exactIs, was)}</td></tr>
`,
  );
  return html`<table class="moved"><thead><tr><td></td><th scope="col" class="n small mut">${head(before)}</th><th scope="col" class="n small mut">${head(after)}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
