// Who waits for a report: `recipients/*.csv` of the store, read line by line. A line that cannot be read costs that line and
// is named to the owners; the run refuses the whole list, but a notice must go out when something is wrong.
import { parse } from 'csv-parse/sync';
import type { Store } from '../ports.ts';

export type Reader = { id: string; email: string; locale: string };

export type ReaderList = {
  readers: Reader[];
  /** Lines that could not be read, as `recipients/list.csv:3`. */
  unread: string[];
};

const FOLDER = 'recipients/';
const NEEDED = ['recipient_id', 'email', 'reports'];
const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

export async function readReaders(store: Store, report: string): Promise<ReaderList> {
  const readers = new Map<string, Reader>();
  const unread: string[] = [];
  for (const file of (await store.list(FOLDER)).filter((key) => key.endsWith('.csv'))) {
    const body = await store.get(file);
    const lines = new TextDecoder().decode(body ?? new Uint8Array()).split(/\r?\n/);
    const header = cellsOf(lines[0] ?? '');
    if (!header || !NEEDED.every((name) => header.includes(name))) {
      unread.push(`${file}:1`);
      continue;
    }
    for (const [index, line] of lines.entries()) {
      if (index === 0 || line.trim() === '') continue;
      const found = readLine(line, header);
      if (found === null) unread.push(`${file}:${index + 1}`);
      else if (found.reports.includes(report) && !readers.has(found.reader.id))
        readers.set(found.reader.id, found.reader);
    }
  }
  return { readers: [...readers.values()], unread };
}

function readLine(line: string, header: string[]): { reader: Reader; reports: string[] } | null {
  const cells = cellsOf(line);
  const cell = (name: string) => cells?.[header.indexOf(name)];
  const [id, email, reports] = NEEDED.map(cell);
  if (!id || reports === undefined || !ADDRESS.test(email ?? '')) return null;
  return { reader: { id, email: email as string, locale: cell('locale') ?? '' }, reports: reports.split(';') };
}

function cellsOf(line: string): string[] | null {
  try {
    return (parse(line, { bom: true, trim: true }) as string[][])[0] ?? null;
  } catch {
    return null;
  }
}
