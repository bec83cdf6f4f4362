// What a revision says otherwise than the one before it: each figure as it was and as it is, to its last printed digit.
import type { Locale } from '../definitions/locale.ts';
import { instantName, periodName } from '../email/dates.ts';
import { kpiName, markStatus } from '../email/edition.ts';
import { formatScore, formatValue, parseQuantity } from '../email/numbers.ts';
import { fill, pickText } from '../email/words.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { type WholePage, wholePage } from './whole-page.ts';

type Changed = { name: string; was: string; is: string; exactWas: string; exactIs: string };

export function changesPage(
  { before, after, back }: { before: Snapshot; after: Snapshot; back: { href: string; label: string } },
  locale: Locale,
): WholePage {
  const words = locale.access.changes_page;
  const title = fill(locale.access.landing.pages.changes, { period: periodName(after.period.id, 'long', locale) });
  const changed = [...scoresOf(before, after, locale), ...kpisOf(before, after, locale)];
  const about = (of: Snapshot) =>
    fill(words.revision, {
      revision: String(of.revision),
      instant: instantName(of.asOf, of.period.timeZone, locale),
    });
  const body = html`<div class="top-links"><a href="${back.href}">${back.label}</a></div>
<p class="mut">${pickText(after.report.title, locale) ?? after.report.id}</p>
<h1>${title}</h1>
<p>${fill(words.lead, { before: about(before), after: about(after) })}</p>
${before.definitionsHash === after.definitionsHash ? NOTHING : html`<p>${words.definitions}</p>`}
${changed.length === 0 ? html`<p class="lead">${words.none}</p>` : tableOf(changed, before, after, locale)}`;
  return wholePage(title, body, locale);
}

function scoresOf(before: Snapshot, after: Snapshot, locale: Locale): Changed[] {
  return after.scorecards.flatMap(({ id, subject, title, score, grade }): Changed[] => {
    const earlier = before.scorecards.find((card) => card.id === id && card.subject.id === subject.id);
    if (earlier?.score === score && earlier.grade === grade) return [];
    const print = (card: { score: string | null; grade: string | null } | undefined) => {
      const value = parseQuantity(card?.score);
      return value === null ? locale.not_available : `${formatScore(value, locale)} ${card?.grade ?? ''}`.trim();
    };
    const name = [pickText(title, locale) ?? id, ...(subject.name === null ? [] : [subject.name])].join(' · ');
    return [
      { name, was: print(earlier), is: print({ score, grade }), exactWas: earlier?.score ?? '', exactIs: score ?? '' },
    ];
  });
}

function kpisOf(before: Snapshot, after: Snapshot, locale: Locale): Changed[] {
  const earlier = new Map(before.kpis.map((kpi) => [kpi.id, kpi]));
  return after.kpis.flatMap((kpi): Changed[] => {
    const was = earlier.get(kpi.id);
    const isSame = was !== undefined && was.value === kpi.value && was.status === kpi.status;
    if (isSame && was.notes.join() === kpi.notes.join()) return [];
    const exact = (of: SnapshotKpi | undefined) => of?.value ?? '';
    return [
      {
        name: kpiName({ locale }, kpi),
        was: printed(was, before, locale),
        is: printed(kpi, after, locale),
        exactWas: exact(was),
        exactIs: exact(kpi),
      },
    ];
  });
}

/** The value, its † and its status. */
function printed(kpi: SnapshotKpi | undefined, { currency }: Snapshot, locale: Locale): string {
  const value = parseQuantity(kpi?.value);
  if (kpi === undefined || value === null) return locale.not_available;
  const mark = kpi.notes.includes('provisional') ? ' †' : '';
  const status = kpi.status === 'grey' ? '' : ` ${markStatus({ locale }, kpi.status).glyph}`;
  return formatValue(value, kpi, { locale, currency }) + mark + status;
}

function tableOf(changed: readonly Changed[], before: Snapshot, after: Snapshot, locale: Locale): Markup {
  const { revision } = locale.access.files_page;
  const head = (of: Snapshot) => fill(revision, { revision: String(of.revision) });
  // Where what is printed is the same, the digits behind it tell what moved.
  const cell = (print: string, exact: string, other: string) =>
    print === other && exact !== '' ? html`${print}<br><code>${exact}</code>` : html`${print}`;
  const rows = changed.map(
    ({ name, was, is, exactWas, exactIs }) => html`<tr><th scope="row">${name}</th>
<td class="n">${cell(was, exactWas, is)}</td><td class="n">${cell(is, exactIs, was)}</td></tr>
`,
  );
  return html`<table class="moved"><thead><tr><td></td><th scope="col" class="n small mut">${head(before)}</th><th scope="col" class="n small mut">${head(after)}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
