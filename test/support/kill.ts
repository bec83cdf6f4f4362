// Runs a child process that kills itself at a point of crashing-ports.ts, so that a test can loop over all its points.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CRASH_AT, CRASH_POINTS } from './crashing-ports.ts';

export type ChildCommand = { command: string; args: readonly string[]; env?: Record<string, string> };
export type ChildEnding = { outcome: 'killed' | 'ended'; code: number | null; stdout: string; stderr: string };

/** In memory where the system has it: a killed process loses nothing there, and syncing is free. */
export const KILL_SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Runs the command to the point `at`, or to its end where it does not pass there or `at` is left out. */
export function runUntilKilled({ command, args, env, at }: ChildCommand & { at?: string }): Promise<ChildEnding> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env, ...(at === undefined ? {} : { [CRASH_AT]: at }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ outcome: signal === 'SIGKILL' ? 'killed' : 'ended', code, ...out }));
  });
}

/** The points that a whole run passes, in the order of one such run. */
export async function listCrashPoints(child: ChildCommand): Promise<{ points: string[]; ending: ChildEnding }> {
  const folder = await mkdtemp(join(KILL_SCRATCH, 'points-'));
  try {
    const list = join(folder, 'points');
    const ending = await runUntilKilled({ ...child, env: { ...child.env, [CRASH_POINTS]: list } });
    const points = (await readFile(list, 'utf8')).split('\n').slice(0, -1);
    return { points, ending };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
