// One process at a time for a run. Each process makes a lock file of its own name and then looks for others, so that a
// stale lock can be removed without ever removing a live one, and of two that start together at most one goes on.
import { readFileSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ProblemError } from '../problem.ts';
import { HIDDEN } from '../store-key.ts';
import { codeOf } from './disk.ts';

export type Lock = { release(): Promise<void> };

const ATTEMPTS = 3;

/** Locks a folder that exists; rejects with RUN_IN_PROGRESS where a live process holds it. */
export async function lockFolder(folder: string, run: string): Promise<Lock> {
  const own = lockName(process.pid);
  for (let attempt = 1; ; attempt += 1) {
    const holder = await tryLock(folder, own);
    if (holder === undefined) return { release: () => rm(join(folder, own), { force: true }) };
    if (attempt === ATTEMPTS) throw inProgress(run, folder, holder);
    // Two that started together both withdrew: part at random, so that one of them wins.
    await setTimeout(20 + Math.random() * 200);
  }
}

/** Undefined where the lock is held now, else the name of the lock that stands in the way. */
async function tryLock(folder: string, own: string): Promise<string | undefined> {
  try {
    await (await open(join(folder, own), 'wx')).close();
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return own;
    throw error;
  }
  const others = (await readdir(folder)).filter((name) => name.startsWith(PREFIX) && name !== own);
  for (const other of others) {
    if (isLive(other)) {
      await rm(join(folder, own), { force: true });
      return other;
    }
    await rm(join(folder, other), { force: true });
  }
  return undefined;
}

const PREFIX = `${HIDDEN}lock~`;

/** Process id, start and host are in the name, so that a crash cannot leave a lock half written. */
function lockName(pid: number): string {
  return `${PREFIX}${pid}~${processStart(pid) ?? ''}~${HOST}`;
}

const HOST = hostname().replaceAll(/[^A-Za-z0-9.-]/g, '-');

/** Another host's processes cannot be seen from here, so its lock counts as live. */
function isLive(lock: string): boolean {
  const [pid = '', start = '', host = ''] = lock.slice(PREFIX.length).split('~');
  if (host !== HOST) return true;
  if (start !== '') return processStart(Number(pid)) === start;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** When a process started, where the system tells it (Linux): a later process with the same id is another one. */
function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function inProgress(run: string, folder: string, lock: string): ProblemError {
  const [pid = '', , host = ''] = lock.slice(PREFIX.length).split('~');
  return new ProblemError({
    code: 'RUN_IN_PROGRESS',
    message: `Run ${run} is in progress: process ${pid} on ${host}.`,
    place: { file: join(folder, lock) },
    remedy: `Wait until it ends, or end process ${pid}. If there is no such process any more, delete this file.`,
  });
}
