// A request and its answer, as a server on a laptop and a function behind a URL both have them, and the headers that every
// answer carries.
import { createHash } from 'node:crypto';
import type { WholePage } from '../pages/whole-page.ts';

export type PageRequest = {
  method: string;
  /** Without the query, which is not looked at. */
  path: string;
  /** By small letters. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Of a POST, as text. */
  body: string;
  /** Another for each request. */
  id: string;
};

export type PageResponse = { status: number; headers: Record<string, string>; body: string | Uint8Array };

/** Of a form of ours; more is no form of ours. */
export const MOST_BODY_BYTES = 4096;

const ALWAYS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** A page of ours: nothing but its own style, and forms that lead here or to `downloads`. */
export function pageResponse(
  status: number,
  page: WholePage,
  { downloads }: { downloads: string | null },
): PageResponse {
  const style = createHash('sha256').update(page.style).digest('base64');
  return respond(status, page.html, policy(`'sha256-${style}'`, downloads));
}

/** A document that was made before, with styles in its elements. */
export function documentResponse(html: string): PageResponse {
  return respond(200, html, policy("'unsafe-inline'", null));
}

export function redirect(location: string): PageResponse {
  const { headers } = respond(303, '', policy("'none'", null));
  return { status: 303, headers: { ...headers, location }, body: '' };
}

export function plainResponse(status: number, text: string, headers: Record<string, string> = {}): PageResponse {
  const answer = respond(status, text, policy("'none'", null));
  return { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain; charset=utf-8', ...headers } };
}

/** A file to keep, whatever it holds: it is never shown here. */
export function fileResponse(name: string, body: Uint8Array): PageResponse {
  const { headers } = respond(200, '', `${policy("'none'", null)}; sandbox`);
  const kept = { 'content-type': 'application/octet-stream', 'content-disposition': disposition(name) };
  return { status: 200, headers: { ...headers, ...kept }, body };
}

/** RFC 6266: a name in ASCII for old programs, and the whole one. */
export function disposition(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  const whole = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function respond(status: number, body: string, contentPolicy: string): PageResponse {
  const headers = { ...ALWAYS, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentPolicy };
  return { status, headers, body };
}

/** Also what a form's answer leads to is named: browsers hold redirects to it. */
function policy(style: string, downloads: string | null): string {
  const forms = downloads === null ? "'self'" : `'self' ${downloads}`;
  return `default-src 'none'; style-src ${style}; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`;
}
