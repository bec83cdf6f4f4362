// A command of `scorecard` that serves pages, as a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './shop.ts';

export type Served = { base: string; end(): Promise<unknown> };

/** Until it says where it is. */
export async function startServing(args: string[]): Promise<Served> {
  const command = [path.join(ROOT, 'functions/cli/scorecard.ts'), ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT, env: { ...process.env, NO_COLOR: '1' } });
  for await (const line of createInterface({ input: child.stdout })) {
    const end = () => {
      child.kill();
      return once(child, 'exit');
    };
    return { base: line, end };
  }
  throw new Error(`${args[0]} ended without a word`);
}
