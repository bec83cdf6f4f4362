// Answers a request behind a personal link. A program that only follows links gets a page with a button; what the button
// opens is looked for among what is the reader's. Every way to be refused shows the same page. What only some requests need
// is loaded by these: the first page of a morning waits for no renderer of mails.
import type { WholePage } from '../pages/whole-page.ts';
import { type Reader, SELF } from './find-reader.ts';
import { MOST_BODY_BYTES, type PageRequest, type PageResponse, pageResponse, plainResponse } from './http.ts';
import { languageOf } from './language.ts';
import { leave } from './leave.ts';
import { expiredPage, failedPage, freshPage, landingPage, unknownPage } from './notices.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import { type Visit, visitOf } from './visit.ts';

export async function answer(request: PageRequest, ports: AccessPorts, context: AccessContext): Promise<PageResponse> {
  const { method, path, body } = request;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    return plainResponse(405, 'GET, HEAD or POST\n', { allow: 'GET, HEAD, POST' });
  }
  if (Buffer.byteLength(body) > MOST_BODY_BYTES) return plainResponse(413, 'Too much\n');
  if (path === '/robots.txt') return plainResponse(200, 'User-agent: *\nDisallow: /\n');
  if (path === '/favicon.ico') return plainResponse(404, '');
  const answered = await answerPath(request, ports, context);
  return method === 'HEAD' ? { ...answered, body: '' } : answered;
}

/** Says that something went wrong, and not what. */
export function failedAnswer(request: PageRequest, context: AccessContext): PageResponse {
  return toResponse(500, failedPage(languageOf(request, null, context)), context);
}

async function answerPath(request: PageRequest, ports: AccessPorts, context: AccessContext): Promise<PageResponse> {
  if (context.isLocal && request.path === '/') {
    const { showStart } = await import('./show-start.ts');
    return toResponse(200, await showStart(ports, context, languageOf(request, null, context)), context);
  }
  const visit = await visitOf(request, ports, context);
  const answered = visit === null ? null : await answerVisit(request, visit, ports, context);
  return answered ?? toResponse(404, unknownPage(languageOf(request, null, context)), context);
}

/** Null where it opens nothing to anybody. */
async function answerVisit(
  request: PageRequest,
  visit: Visit,
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse | null> {
  if (visit.claim.kind === 'file') return answerFile(request, visit, ports, context);
  if (visit.isExpired) return answerExpired(request, visit, ports, context);
  if (visit.reader !== null) return answerReader(request, { ...visit, reader: visit.reader }, ports, context);
  await visit.log('refused');
  return null;
}

async function answerFile(
  { method }: PageRequest,
  { claim, reader, isExpired, log }: Visit,
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse | null> {
  const mayOpen = reader !== null && !isExpired && method !== 'POST';
  const { openObject } = await import('./open-object.ts');
  const file = mayOpen ? await openObject(ports, context, reader, claim.object) : null;
  await log(file !== null ? 'shown' : isExpired ? 'expired' : 'refused', `file ${claim.object}`);
  return file;
}

/** A link that was ours: it unsubscribes still, and asks for a fresh one. */
async function answerExpired(
  request: PageRequest,
  visit: Visit,
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse> {
  const { claim, reader, token, words, log } = visit;
  const page = request.method === 'POST' ? visit.place?.page : undefined;
  if (page === 'unsubscribe' && reader !== null)
    return answerLeaving(request, { ...visit, reader }, page, ports, context);
  await log('expired');
  if (page !== 'fresh') return toResponse(410, expiredPage(token, words), context);
  const { sendFresh } = await import('./send-fresh.ts');
  await sendFresh(ports, context, claim);
  return toResponse(200, freshPage(words), context);
}

async function answerReader(
  request: PageRequest,
  visit: Visit & { reader: Reader },
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse> {
  const { place, token, reader, claim, words, log } = visit;
  const isPost = request.method === 'POST';
  if (isPost && (place?.page === 'unsubscribe' || place?.page === 'subscribe') && reader.recipient !== null) {
    return answerLeaving(request, visit, place.page, ports, context);
  }
  const opensAtOnce = context.isLocal && reader.id === SELF && place?.page !== 'file';
  if (place !== null && !isPost && !opensAtOnce) {
    await log('landing');
    const landing = landingPage({ place, token, reader, expires: claim.expires, locale: words }, context);
    return toResponse(200, landing, context);
  }
  const { openPlace } = await import('./open-place.ts');
  const opened = await openPlace(ports, context, reader, { token, place, locale: words });
  await log(opened.status === 404 ? 'missing' : 'shown');
  return opened;
}

async function answerLeaving(
  { body }: PageRequest,
  { reader, token, words, log }: Visit & { reader: Reader },
  page: 'unsubscribe' | 'subscribe',
  ports: AccessPorts,
  context: AccessContext,
): Promise<PageResponse> {
  await log('shown');
  return toResponse(200, await leave(ports, context, reader, { page, token, locale: words, body }), context);
}

function toResponse(status: number, page: WholePage, { downloads }: AccessContext): PageResponse {
  return pageResponse(status, page, { downloads });
}
