// Asks Trino by its REST protocol and gives every cell as text. A number never passes through a float:
// a bigint keeps all its digits, a decimal its scale.
//
// The text is the protocol's own: decimals arrive as strings, other numbers as the digits in the JSON.
// Wrapping a statement in CAST(… AS VARCHAR) would give text too, but the statement that is proven
// would no longer be the one that runs.
import { setTimeout as pause } from 'node:timers/promises';

export type Cell = string | null;

export interface TrinoAnswer {
  columns: { name: string; type: string }[];
  rows: Cell[][];
  physicalInputBytes: number;
  processedRows: number;
}

export interface TrinoClient {
  /** Throws with Trino's own message, which begins with the line and column where it has one. */
  ask(sql: string): Promise<TrinoAnswer>;
}

/** One reply of the protocol, its numbers already text. */
interface Reply {
  nextUri?: string;
  columns?: { name: string; type: string }[];
  data?: unknown[][];
  stats: { physicalInputBytes: string; processedRows: string };
  error?: { message: string; errorName: string; errorLocation?: { lineNumber: string; columnNumber: string } };
}

export function trinoClient(url: string, { catalog = 'hive', schema = 'raw', timeoutSeconds = 300 } = {}): TrinoClient {
  const headers = {
    'X-Trino-User': 'conformance',
    'X-Trino-Catalog': catalog,
    'X-Trino-Schema': schema,
    'X-Trino-Time-Zone': 'UTC',
  };
  return {
    async ask(sql) {
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      let reply = await call(`${url}/v1/statement`, { method: 'POST', headers, body: sql, signal });
      const rows: Cell[][] = [];
      let columns: TrinoAnswer['columns'] = [];
      for (;;) {
        if (reply.error !== undefined) throw new Error(sentence(reply.error));
        if (reply.columns !== undefined) columns = reply.columns.map(({ name, type }) => ({ name, type }));
        for (const row of reply.data ?? []) rows.push(row.map(asCell));
        if (reply.nextUri === undefined) break;
        reply = await call(reply.nextUri, { headers, signal });
      }
      const { physicalInputBytes, processedRows } = reply.stats;
      return { columns, rows, physicalInputBytes: Number(physicalInputBytes), processedRows: Number(processedRows) };
    },
  };
}

async function call(url: string, request: RequestInit): Promise<Reply> {
  for (;;) {
    const reply = await fetch(url, request);
    const text = await reply.text();
    if (reply.ok) return JSON.parse(text, numbersAsText) as Reply;
    // The protocol's word for “ask again”; everything else is final.
    if (![502, 503, 504].includes(reply.status))
      throw new Error(`Trino answered ${reply.status}: ${text.slice(0, 500)}`);
    await pause(100);
  }
}

/** What JSON.parse would round is taken as it was written. A Node.js that cannot tell must not guess. */
function numbersAsText(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number') return value;
  if (context?.source === undefined) throw new Error('JSON.parse gives no `context.source`: use Node.js 22 or newer.');
  return context.source;
}

function asCell(value: unknown): Cell {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  throw new Error(`A statement returns text, numbers or JSON text, not ${JSON.stringify(value)}.`);
}

function sentence({ message, errorName, errorLocation }: NonNullable<Reply['error']>): string {
  const place = errorLocation && `line ${errorLocation.lineNumber}:${errorLocation.columnNumber}: `;
  return `${place !== undefined && !message.startsWith(place) ? place : ''}${message} (${errorName})`;
}
