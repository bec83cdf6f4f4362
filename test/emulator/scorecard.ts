// The `scorecard` command as a person types it, against the emulator.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Stand } from './stand.ts';

const ROOT = join(import.meta.dirname, '../..');

export type Said = { code: number; stdout: string; stderr: string };

export function scorecard(
  { emulator, durable, athena }: Pick<Stand, 'emulator' | 'durable' | 'athena'>,
  args: readonly string[],
): Promise<Said> {
  const env = {
    ...emulator.environment,
    AWS_ENDPOINT_URL_LAMBDA: durable.url,
    AWS_ENDPOINT_URL_ATHENA: athena.url,
    NO_COLOR: '1',
  };
  const script = join(ROOT, 'functions/cli/scorecard.ts');
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
