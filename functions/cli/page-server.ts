// The pages on a laptop: a server that listens on this machine alone and answers by what answers behind a deployed URL.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MOST_BODY_BYTES, type PageRequest, type PageResponse, plainResponse } from '../access/http.ts';

const HOST = '127.0.0.1';

export type Answer = (request: PageRequest) => Promise<PageResponse>;

/** Rejects where the port is taken. `onFailure` is told what the answer of a request failed of. */
export function servePages(
  port: number,
  answer: (base: string) => Answer,
  onFailure: (error: unknown) => void,
): Promise<{ base: string; server: Server }> {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const { port: own } = server.address() as AddressInfo;
      handle(request, own, answer(baseOf(own)))
        .catch((error: unknown) => {
          onFailure(error);
          return plainResponse(500, 'Something went wrong; the terminal says what.\n');
        })
        .then((answered) => write(response, answered))
        .catch(onFailure);
    });
    server.once('error', reject);
    server.listen(port, HOST, () => resolve({ base: baseOf((server.address() as AddressInfo).port), server }));
  });
}

function baseOf(port: number): string {
  return `http://${HOST}:${port}/`;
}

async function handle(request: IncomingMessage, port: number, answer: Answer): Promise<PageResponse> {
  // Another name for this machine would let a page from elsewhere read what is here.
  if (![`${HOST}:${port}`, `localhost:${port}`].includes(request.headers.host ?? '')) {
    return plainResponse(421, `Open http://${HOST}:${port}/\n`);
  }
  const body = await readBody(request);
  if (body === null) return plainResponse(413, 'Too much\n', { connection: 'close' });
  const path = (request.url ?? '/').split('?')[0] as string;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return answer({ method: request.method ?? '', path, headers, body, id: randomUUID() });
}

/** Null where there is more than any form of ours sends. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function write(response: ServerResponse, { status, headers, body }: PageResponse): void {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  response.end(body);
}
