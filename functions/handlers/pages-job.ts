// What the pages function does with an event of its URL: the request in our words, and the answer in those of Lambda.
import * as z from 'zod';
import type { PageRequest, PageResponse } from '../access/http.ts';

const urlEvent = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    domainName: z.string(),
    requestId: z.string(),
    http: z.object({ method: z.string() }),
  }),
});

export type UrlAnswer = { statusCode: number; headers: Record<string, string>; body: string; isBase64Encoded: boolean };

export type PagesJob = {
  /** `base`: where the pages are, as Lambda says it and not as the request does. */
  answer(request: PageRequest, base: string): Promise<PageResponse>;
  /** In place of what failed. */
  failed(request: PageRequest): PageResponse;
  onFailure(error: unknown): void;
};

export async function pagesJob(event: unknown, job: PagesJob): Promise<UrlAnswer> {
  const { rawPath, headers, body = '', isBase64Encoded, requestContext } = urlEvent.parse(event);
  const { domainName, requestId, http } = requestContext;
  const request: PageRequest = {
    method: http.method,
    path: rawPath,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
    id: requestId,
  };
  try {
    return toAnswer(await job.answer(request, `https://${domainName}/`));
  } catch (error) {
    job.onFailure(error);
    return toAnswer(job.failed(request));
  }
}

/** Only over TLS; the browser is to remember it. */
const STRICT_TRANSPORT = { 'strict-transport-security': 'max-age=63072000' };

function toAnswer({ status, headers, body }: PageResponse): UrlAnswer {
  const isText = typeof body === 'string';
  return {
    statusCode: status,
    headers: { ...headers, ...STRICT_TRANSPORT },
    body: isText ? body : Buffer.from(body).toString('base64'),
    isBase64Encoded: !isText,
  };
}
