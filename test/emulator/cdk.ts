// The CDK's own command line against the emulator: what an engineer types is what is proven.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Emulator } from './emulator.ts';

const ROOT = join(import.meta.dirname, '../..');
const CDK = join(ROOT, 'node_modules/.bin/cdk');
const run = promisify(execFile);

export type Outputs = Record<string, Record<string, string>>;

/** Answers what it said. */
export async function cdk(emulator: Emulator, args: readonly string[]): Promise<string> {
  const env = { ...emulator.environment, CDK_DISABLE_CLI_TELEMETRY: '1', CI: 'true' };
  const options = { cwd: ROOT, env, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 };
  const quietly = ['--no-color', '--no-notices'];
  const { stdout, stderr } = await run(CDK, [...args, ...quietly], options).catch(
    (failure: { stdout: string; stderr: string }) => {
      throw new Error(`cdk ${args.join(' ')}\n${`${failure.stdout}${failure.stderr}`.slice(-3000)}`);
    },
  );
  return `${stdout}${stderr}`;
}

/** Bootstraps the emulator's account and deploys the stacks of an app synthesized before. */
export async function deploy(emulator: Emulator, app: string, stacks: readonly string[]): Promise<Outputs> {
  await cdk(emulator, ['bootstrap', `aws://${emulator.account}/${emulator.region}`, '--app', app]);
  const outputs = join(app, 'outputs.json');
  await cdk(emulator, ['deploy', ...stacks, '--app', app, '--require-approval', 'never', '--outputs-file', outputs]);
  return JSON.parse(await readFile(outputs, 'utf8'));
}

/** What `npm run synth` makes, in a folder of its own. It needs no account. */
export async function synthesize(folder: string): Promise<void> {
  await run(CDK, ['synth', '--quiet', '--output', folder, '--no-notices'], { cwd: ROOT, timeout: 300_000 });
}
