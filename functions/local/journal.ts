// What a run has done so far, one JSON line an event, on the disk before the run goes on. A line that a crash cut short
// is dropped on opening, so a resumed run never reads half an event as a whole one.
import { type FileHandle, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import type { PlainError } from '../replay.ts';
import { codeOf, onDisk, syncFolder } from './disk.ts';

export type Answer = { value: Json } | { error: PlainError };
export type RunOutcome = 'done' | 'held' | 'unreleased' | 'failed';

export type JournalEvent =
  | { event: 'opened' | 'resumed'; execution: string; fingerprint: string | null }
  | { event: 'answered'; name: string; answer: Answer }
  | { event: 'started'; name: string }
  | { event: 'settled'; name: string; answer: Answer }
  | { event: 'finished'; outcome: RunOutcome };

/** An execution that did not finish: what it remembers. A side effect that began and did not end has a null. */
export type Memory = {
  execution: string;
  answers: Map<string, Answer>;
  effects: Map<string, Answer | null>;
};

const JOURNAL = 'journal.jsonl';

/** Reads the folder's journal; a finished one is set aside as `journal-<n>.jsonl` and nothing is remembered. */
export async function readJournal(folder: string, fingerprint: string | null): Promise<Memory | undefined> {
  const path = join(folder, JOURNAL);
  return onDisk('STORE_FAILED', path, async () => {
    const events = await readEvents(path);
    if (events.at(-1)?.event === 'finished') {
      await setAside(folder);
      return undefined;
    }
    return remember(events, fingerprint);
  });
}

/** Answers given under other definitions are forgotten; side effects happened all the same and are not. */
function remember(events: readonly JournalEvent[], fingerprint: string | null): Memory | undefined {
  let memory: Memory | undefined;
  let answersFor: string | null = null;
  for (const event of events) {
    if (event.event === 'opened' || event.event === 'resumed') {
      memory ??= { execution: event.execution, answers: new Map(), effects: new Map() };
      if (event.fingerprint !== answersFor) memory.answers.clear();
      answersFor = event.fingerprint;
    } else if (event.event === 'answered') memory?.answers.set(event.name, event.answer);
    else if (event.event === 'started') memory?.effects.set(event.name, null);
    else if (event.event === 'settled') memory?.effects.set(event.name, event.answer);
  }
  if (answersFor !== fingerprint) memory?.answers.clear();
  return memory;
}

async function readEvents(path: string): Promise<JournalEvent[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as JournalEvent;
    } catch (cause) {
      throw new ProblemError(
        {
          code: 'UNREADABLE_FILE',
          message: `Line ${index + 1} of the run's journal is damaged, so what the run has done is not known.`,
          place: { file: path, line: index + 1 },
          remedy: 'Look in the delivery ledger for what was sent, then move this file away: the run starts anew.',
        },
        { cause },
      );
    }
  });
}

async function setAside(folder: string): Promise<void> {
  const numbers = (await readdir(folder)).map((name) => Number(/^journal-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0));
  await rename(join(folder, JOURNAL), join(folder, `journal-${Math.max(0, ...numbers) + 1}.jsonl`));
  await syncFolder(folder);
}

export type Journal = {
  /** Resolves when the event is on the disk; after a failed write every later one fails too: the file may end mid-line. */
  append(event: JournalEvent): Promise<void>;
  close(): Promise<void>;
};

export async function openJournal(folder: string): Promise<Journal> {
  const path = join(folder, JOURNAL);
  const handle = await onDisk('STORE_FAILED', path, () => openAfterLastLine(path));
  await syncFolder(folder);
  let last: Promise<void> = Promise.resolve();
  let finished = false;
  return {
    append(event) {
      if (finished) return Promise.reject(new Error('The run has ended: nothing more is remembered.'));
      finished = event.event === 'finished';
      const line = `${JSON.stringify(event)}\n`;
      last = last.then(() =>
        onDisk('STORE_FAILED', path, async () => {
          await handle.appendFile(line);
          await handle.datasync();
        }),
      );
      return last;
    },
    async close() {
      await last.catch(() => undefined);
      await handle.close();
    },
  };
}

async function openAfterLastLine(path: string): Promise<FileHandle> {
  const handle = await open(path, 'a+');
  await handle.truncate((await handle.readFile()).lastIndexOf('\n') + 1);
  await handle.sync();
  return handle;
}
