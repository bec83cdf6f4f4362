// Ends a server that a test has started: it is asked first, by the end of its input, and not waited for without end.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export const hasEnded = (server: ChildProcess) => server.exitCode !== null || server.signalCode !== null;

export async function endProcess(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  const ended = once(server, 'exit');
  server.stdin?.end();
  await Promise.race([ended, pause(5000, undefined, { ref: false })]);
  if (hasEnded(server)) return;
  server.kill('SIGKILL');
  await ended;
}
