// Anchors of the page of figures. KPIs have their id alone, since mails and workbooks lead there; tables and statements
// have names that no KPI's id can be.
import type { Locale } from '../definitions/locale.ts';
import { tableName } from '../email/check-words.ts';
import { fill } from '../email/words.ts';
import { html, type Markup } from './markup.ts';

export function tableAnchor(table: string): string {
  return `table-${table}`;
}

export function statementAnchor(fact: string): string {
  return `sql-${fact}`;
}

export function tableLink(table: string, locale: Locale): Markup {
  return html`<a href="#${tableAnchor(table)}">${tableName(table, locale)}</a>`;
}

export function statementLink(fact: string, { figures }: Locale): Markup {
  return html`<a href="#${statementAnchor(fact)}">${fill(figures.statement, { fact })}</a>`;
}
