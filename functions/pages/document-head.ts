// What every page begins with: no script, nothing from elsewhere, and nothing for search engines.
import type { Locale } from '../definitions/locale.ts';
import { html, Markup } from './markup.ts';

/** Sheets of our own one after the other, and the fonts of the language. */
export function styleOf(sheets: readonly Markup[], { fonts }: Locale): Markup {
  return new Markup(`${sheets.map(({ text }) => text).join('')}body{font-family:${fonts.body}}`);
}

export function documentHead(title: string, style: Markup, locale: Locale): Markup {
  return html`<!doctype html>
<html lang="${locale.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>`;
}
