// One table on the page of figures: which days and files were read, the fingerprint by which anybody can tell whether they
// are still the same, and what its checks said.
import type { Locale } from '../definitions/locale.ts';
import { tableName } from '../email/check-words.ts';
import { dayName } from '../email/dates.ts';
import { formatCount, parseQuantity } from '../email/numbers.ts';
import { beginSentence, fill, fillCounted } from '../email/words.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { foundItems } from './check-items.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { tableAnchor } from './page-links.ts';
import { printSize } from './print-size.ts';

type Source = Snapshot['sources'][number];

export function tableSection(source: Source, { checks }: Snapshot, locale: Locale): Markup {
  const words = locale.figures;
  const { table, fingerprint } = source;
  const own = checks.filter((check) => check.table === table);
  const passed = own.filter(({ outcome }) => outcome === 'ok').length;
  const items = foundItems(own, locale);
  return html`<section id="${tableAnchor(table)}">
<div class="head"><h3>${beginSentence(tableName(table, locale))}</h3><code class="mut">${table}</code></div>
<p class="small">${readOf(source, locale)}</p>
${fingerprint === null ? NOTHING : html`<p class="small mut">${words.fingerprint} <code>${fingerprint}</code></p>`}
<ul class="small">${items}${passed === 0 ? NOTHING : html`<li class="ok">${fillCounted(words.passed, passed)}</li>`}</ul>
</section>
`;
}

function readOf({ status, rows, firstDay, freshTo, files, bytes }: Source, locale: Locale): string {
  const words = locale.figures;
  if (status === 'absent') return words.absent;
  const counted = parseQuantity(rows);
  const days =
    firstDay && freshTo
      ? fill(words.days, { from: dayName(firstDay, locale), to: dayName(freshTo, locale) })
      : words.whole;
  return [
    ...(counted === null ? [] : [fill(words.rows, { rows: formatCount(counted, { locale, currency: '' }) })]),
    ...(status === 'empty' ? [words.empty] : [days]),
    ...(files === undefined ? [] : [fillCounted(words.files, files)]),
    ...(bytes === undefined ? [] : [printSize(bytes, locale)]),
  ].join(' · ');
}
