// Answers a request behind a personal link. What a link opens is decided anew each time: the seal, then whether it was
// taken back, then who its reader is today, then what of the store is theirs. Whatever is not certain opens nothing, and
// every such page says the same.
import type { Locale } from '../definitions/locale.ts';
import type { WholePage } from '../pages/whole-page.ts';
import { type Access, logAccess } from './access-log.ts';
import { findReader, type Reader, SELF, selfReader } from './find-reader.ts';
import { MOST_BODY_BYTES, type PageRequest, type PageResponse, pageResponse, plainResponse } from './http.ts';
import { leave } from './leave.ts';
import { findKey } from './link-keys.ts';
import { expiredPage, failedPage, freshPage, landingPage, unknownPage } from './notices.ts';
import { openObject } from './open-object.ts';
import { openPlace } from './open-place.ts';
import { type AskedPath, type Place, readPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import { isRevoked } from './revocations.ts';
import { sendFresh } from './send-fresh.ts';
import { showStart } from './show-start.ts';
import { type Claim, readToken } from './token.ts';

export async function answer(request: PageRequest, ports: AccessPorts, context: AccessContext): Promise<PageResponse> {
  const { method, path, body } = request;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    return plainResponse(405, 'GET, HEAD or POST\n', { allow: 'GET, HEAD, POST' });
  }
  if (Buffer.byteLength(body) > MOST_BODY_BYTES) return plainResponse(413, 'Too much\n');
  if (path === '/robots.txt') return plainResponse(200, 'User-agent: *\nDisallow: /\n');
  if (path === '/favicon.ico') return plainResponse(404, '');
  const answered = await answerLink(request, ports, context);
  return method === 'HEAD' ? { ...answered, body: '' } : answered;
}

/** Says that something went wrong, and not what. */
export function failedAnswer(request: PageRequest, context: AccessContext): PageResponse {
  return toResponse(500, failedPage(languageOf(request, null, context)), context);
}

async function answerLink(request: PageRequest, ports: AccessPorts, context: AccessContext): Promise<PageResponse> {
  const { definitions, isLocal } = context;
  const asked = readPath(request.path, definitions.shop.locales);
  if (asked === null && isLocal && request.path === '/') {
    return toResponse(200, await showStart(ports, context, languageOf(request, null, context)), context);
  }
  const now = Date.parse(ports.now());
  const read = asked === null ? null : await readToken(asked.token, (id) => findKey(ports.store, id), now);
  if (asked === null || read === null || read.is === 'unknown') return unknown(request, context);
  const { claim } = read;
  const log = (outcome: Access['outcome'], what = whatOf(request, asked)) => {
    const access: Access = { at: ports.now(), recipient: claim.recipient, report: claim.report, what, outcome };
    return logAccess(ports.store, access, request.id);
  };
  if (await isRevoked(ports.store, claim.recipient, claim.issued)) {
    await log('revoked');
    return unknown(request, context);
  }
  if (claim.kind === 'file') {
    const file = read.is === 'valid' && request.method !== 'POST' ? await openObject(ports, context, claim) : null;
    await log(file === null ? 'expired' : 'shown', `file ${claim.object}`);
    return file ?? unknown(request, context);
  }
  const reader = await readerOf(claim, ports, context);
  const locale = languageOf(request, asked.locale ?? reader?.locale ?? null, context);
  if (read.is === 'expired') {
    return answerExpired(request, { asked, claim, reader, locale, log }, ports, context);
  }
  if (reader === null || asked.place === null) {
    await log(reader === null ? 'refused' : 'missing');
    return reader === null
      ? unknown(request, context)
      : openPlace(ports, context, reader, { ...asked, place: null, locale });
  }
  return answerReader(request, { asked: { ...asked, place: asked.place }, claim, reader, locale, log }, ports, context);
}

type Log = (outcome: Access['outcome'], what?: string) => Promise<void>;

/** A link that was ours: it unsubscribes still, and asks for a fresh one. */
async function answerExpired(
  request: PageRequest,
  {
    asked,
    claim,
    reader,
    locale,
    log,
  }: { asked: AskedPath; claim: Claim; reader: Reader | null; locale: Locale; log: Log },
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse> {
  const page = asked.place?.page;
  if (request.method === 'POST' && page === 'fresh') {
    await log('expired', 'ask for a fresh link');
    await sendFresh(ports, context, claim);
    return toResponse(200, freshPage(locale), context);
  }
  if (request.method === 'POST' && page === 'unsubscribe' && reader !== null) {
    await log('shown');
    const { body } = request;
    return toResponse(200, await leave(ports, context, reader, { page, token: asked.token, locale, body }), context);
  }
  await log('expired');
  return toResponse(410, expiredPage(asked.token, locale), context);
}

async function answerReader(
  request: PageRequest,
  {
    asked,
    claim,
    reader,
    locale,
    log,
  }: { asked: AskedPath & { place: Place }; claim: Claim; reader: Reader; locale: Locale; log: Log },
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse> {
  const { place, token } = asked;
  const { page } = place;
  const isPost = request.method === 'POST';
  if (isPost && (page === 'unsubscribe' || page === 'subscribe') && reader.recipient !== null) {
    await log('shown');
    const { body } = request;
    return toResponse(200, await leave(ports, context, reader, { page, token, locale, body }), context);
  }
  const opensAtOnce = context.isLocal && reader.id === SELF && page !== 'file';
  if (!isPost && !opensAtOnce) {
    await log('landing');
    return toResponse(200, landingPage({ place, token, reader, expires: claim.expires, locale }, context), context);
  }
  const opened = await openPlace(ports, context, reader, { token, place, locale });
  await log(opened.status === 404 ? 'missing' : 'shown');
  return opened;
}

async function readerOf(
  claim: Claim,
  ports: AccessPorts,
  { definitions, isLocal }: AccessContext,
): Promise<Reader | null> {
  if (claim.recipient !== SELF) return findReader(claim, await ports.recipientFiles(), definitions);
  const report = Object.hasOwn(definitions.reports, claim.report) ? definitions.reports[claim.report] : undefined;
  return isLocal && report !== undefined ? selfReader(report, definitions.shop.locales[0] as string) : null;
}

/** The language of the path, of the reader, or the first of the shop's that the browser asks for. */
function languageOf({ headers }: PageRequest, wanted: string | null, { definitions }: AccessContext): Locale {
  const { shop, locales } = definitions;
  const asked = (headers['accept-language'] ?? '').slice(0, 200).split(',');
  const preferred = asked
    .map((one) => one.split(';')[0]?.trim().split('-')[0]?.toLowerCase())
    .flatMap((language) => shop.locales.find((one) => language !== '' && one.split('-')[0] === language) ?? []);
  const locale = locales[wanted ?? preferred[0] ?? shop.locales[0] ?? 'en'];
  if (locale === undefined) throw new Error('a shop without a language');
  return locale;
}

function unknown(request: PageRequest, context: AccessContext): PageResponse {
  return toResponse(404, unknownPage(languageOf(request, null, context)), context);
}

function toResponse(status: number, page: WholePage, { downloads }: AccessContext): PageResponse {
  return pageResponse(status, page, { downloads });
}

/** What was asked for, without the link. */
function whatOf({ method }: PageRequest, { place }: AskedPath): string {
  return `${method === 'POST' ? 'open' : 'look at'} ${place === null ? 'no page' : Object.values(place).filter(Boolean).join(' ').slice(0, 200)}`;
}
