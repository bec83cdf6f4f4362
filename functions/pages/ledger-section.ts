// The reconciliation with the ledger on the page of figures: a line a rule that ties or could not be held, and for one
// that does not tie how far its reasons go.
import type { Locale } from '../definitions/locale.ts';
import { ledgerMoney, ruleName, sayHeld } from '../email/ledger-words.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import type { Reconciliation } from '../snapshot/reconciliation-shape.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Nothing where nothing is held against a ledger. */
export function ledgerSection({ reconciliation }: Snapshot, locale: Locale): Markup {
  if (reconciliation === undefined || reconciliation.length === 0) return NOTHING;
  return html`<h2 id="ledger">${locale.reconciliation.title}</h2>
${reconciliation.map((held) => (held.within === false ? gapOf(held, locale) : lineOf(held, locale)))}
`;
}

function lineOf(held: Reconciliation, locale: Locale): Markup {
  return html`<p class="${held.within === null ? 'na' : 'ok'}">${sayHeld(held, { locale })}</p>
`;
}

function gapOf(held: Reconciliation, locale: Locale): Markup {
  const words = locale.reconciliation;
  const accounts = held.accounts.map((account) => cleanName(account)).join(locale.list.groups);
  const rows = [
    { name: fill(words.ledger, { list: accounts }), amount: held.ledger },
    { name: words.measured, amount: held.measured },
    { name: words.difference, amount: held.difference },
    ...held.reasons.map(({ id, name, amount }) => ({ name: pickText(name, locale) ?? id, amount })),
    { name: words.unexplained, amount: held.unexplained },
  ];
  return html`<section>
<div class="head"><h3>${ruleName(held, { locale })}</h3></div>
<p class="off">${sayHeld(held, { locale })}</p>
<table>${rows.map(({ name, amount }) => rowOf(name, ledgerMoney(amount, held, { locale })))}</table>
</section>
`;
}

function rowOf(name: string, amount: string): Markup {
  return html`<tr><th scope="row">${name}</th><td class="n">${amount}</td></tr>`;
}
