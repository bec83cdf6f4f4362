// Hands a request on to the emulator as it came, signature and all: who calls, and whether they may, is judged there.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request as requestTls } from 'node:https';
import type { Trust } from './clients.ts';

export type Answer = { status: number; headers: Record<string, string>; body: Buffer };

export async function relay(trust: Trust, asked: IncomingMessage, body: Buffer): Promise<Answer> {
  const { hostname, port } = new URL(trust.url);
  const options = { hostname, port, method: asked.method, path: asked.url, headers: asked.headers };
  const sent = requestTls({ ...options, agent: new Agent({ ca: trust.certificate }) });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const headers = Object.entries(answer.headers).filter(([name]) => !/^(content-length|transfer-encoding)$/.test(name));
  return {
    status: answer.statusCode ?? 500,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    body: await readBody(answer),
  };
}

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

export function json(
  status: number,
  value: unknown,
  type = 'application/json',
  headers: Answer['headers'] = {},
): Answer {
  return { status, headers: { 'content-type': type, ...headers }, body: Buffer.from(JSON.stringify(value)) };
}
