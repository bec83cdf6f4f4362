// Where the emulator comes from: found, or fetched once and whole. A folder gets its name only when it is complete, so a
// half-filled one is never taken for an installation.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export type Installation = { python: string; packages: string };

const HERE = import.meta.dirname;
const REQUIREMENTS = join(HERE, 'requirements.txt');
const REMEDY = 'apt-get install -y python3-pip openssl, then run it again.';
const run = promisify(execFile);

/** `EMULATOR_CACHE` names another folder than `.cache/emulator`, for CI to keep between runs. */
export async function installEmulator(): Promise<Installation> {
  const python = process.env.PYTHON ?? 'python3';
  const version = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).catch(() => null);
  if (version === null) throw refusal(`The emulator runs on Python 3.10 or newer; there is no \`${python}\`.`);
  await run('openssl', ['version']).catch(() => {
    throw refusal('The emulator serves TLS by a certificate that `openssl` makes; there is none here.');
  });
  const cache = resolve(process.env.EMULATOR_CACHE ?? join(HERE, '../../.cache/emulator'));
  const pins = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  // Some packages are compiled for one version of Python.
  const packages = join(cache, `python${version.stdout.trim()}-${pins}`);
  if (!existsSync(packages)) await fetchInto(python, cache, packages);
  return { python, packages };
}

async function fetchInto(python: string, cache: string, packages: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${packages}.`);
  try {
    const quietly = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-compile'];
    const args = ['-m', 'pip', 'install', ...quietly, '--target', unfinished, '-r', REQUIREMENTS];
    await run(python, args, { timeout: 600_000 }).catch((failure: { stderr?: string }) => {
      throw refusal(`The emulator could not be fetched from PyPI.\n  ${lastLine(failure.stderr ?? '')}`);
    });
    await rename(unfinished, packages).catch((failure: unknown) => {
      if (!existsSync(packages)) throw failure; // else another run was faster
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** An error that is meant to be read: what is missing and the remedy, without a stack. */
function refusal(message: string): Error {
  const error = new Error(`${message}\n  Remedy: ${REMEDY}`);
  error.stack = error.message;
  return error;
}
