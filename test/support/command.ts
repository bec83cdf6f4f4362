// Runs the `scorecard` command as a person does: in a process of its own.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './shop.ts';

export type Ended = { code: number | null; stdout: string; stderr: string };

/** An account that this machine happens to know must never be spoken to. */
const outside = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));

export function scorecard(args: string[], cwd = ROOT, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(ROOT, 'functions/cli/scorecard.ts'), ...args], {
    cwd,
    env: { ...outside(), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...ended }));
  });
}
