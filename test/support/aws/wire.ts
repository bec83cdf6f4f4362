// An HTTP server that stands for a service of AWS, with faults in between: it may refuse, act and then cut the line, cut
// the line before acting, break off in the middle of an answer, or stay silent.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type WireRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
};

export type WireAnswer = { status: number; headers?: Record<string, string>; body?: string | Uint8Array };

export type Fault =
  | { answer: WireAnswer }
  /** The service did what was asked; the line was cut before it said so. */
  | { lost: 'answer' }
  | { lost: 'request' }
  /** Half of the answer, then the line is cut. */
  | { lost: 'half' }
  /** The service did what was asked and never says so. */
  | { silent: true };

/** `actionOf` names a request, so that faults can be planned for one kind of call. */
export type WireService = { actionOf(request: WireRequest): string; serve(request: WireRequest): WireAnswer };

export type Wire = {
  url: string;
  /** Names of the calls that came, faults included. */
  calls: string[];
  /** The faults of the next calls of that name, one each. */
  plan(action: string, ...faults: Fault[]): void;
  close(): Promise<void>;
};

export async function startWire({ actionOf, serve }: WireService): Promise<Wire> {
  const planned = new Map<string, Fault[]>();
  const calls: string[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      const action = actionOf(request);
      calls.push(action);
      answer(response, planned.get(action)?.shift(), () => serve(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    plan: (action, ...faults) => void planned.set(action, [...(planned.get(action) ?? []), ...faults]),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, fault: Fault | undefined, serve: () => WireAnswer): void {
  if (fault && 'answer' in fault) send(response, fault.answer);
  else if (fault && 'lost' in fault && fault.lost === 'request') response.destroy();
  else {
    const served = serve();
    if (fault === undefined) send(response, served);
    else if ('lost' in fault) breakOff(response, served, fault.lost === 'half');
  }
}

function breakOff(response: ServerResponse, { status, headers, body = '' }: WireAnswer, inTheMiddle: boolean): void {
  if (!inTheMiddle) {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, { 'x-amzn-requestid': 'r-1', ...headers });
  response.end(body);
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://wire');
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(pathname),
    query: searchParams,
    headers,
    body: Buffer.concat(parts),
  };
}

/** What a client of the SDK needs to speak to a wire. */
export function clientOf(url: string) {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  return { endpoint: url, region: 'eu-central-1', credentials };
}

/** Waits for nothing and keeps the pauses that it was asked for. */
export function noWait(): { wait: (milliseconds: number) => Promise<void>; pauses: number[] } {
  const pauses: number[] = [];
  return { pauses, wait: async (milliseconds) => void pauses.push(Math.round(milliseconds)) };
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
