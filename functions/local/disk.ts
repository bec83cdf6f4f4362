// Writing to a disk so that a crash or a power cut leaves the whole file or none, and that what goes wrong is said with
// the path and what to do. Nothing here ever overwrites a file that someone else wrote.
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ProblemCode, ProblemError } from '../problem.ts';
import { HIDDEN } from '../store-key.ts';

const REMEDIES: Record<string, string> = {
  ENOSPC: 'Free space on this disk, or choose another folder with --out.',
  EDQUOT: 'Your quota on this disk is used up: free space, or choose another folder with --out.',
  EACCES: 'Give this user permission to read and write there, or choose another folder with --out.',
  EPERM: 'Choose with --out a folder on a disk with hard links in which this user may write.',
  ENOTSUP: 'This disk has no hard links, so files cannot be written once: choose another folder with --out.',
  EROFS: 'This disk is read-only: choose another folder with --out.',
  ENOTDIR: 'A file stands where a folder is needed: move it away, or choose another folder with --out.',
  EISDIR: 'A folder stands where a file is needed: move it away, or choose another folder with --out.',
  EEXIST: 'A file stands where a folder is needed: move it away, or choose another folder with --out.',
  ENAMETOOLONG: 'Shorten the id that this name is made of, or the path given with --out.',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n) and run again.',
  EIO: 'The disk reports an error: check it, or choose another folder with --out.',
};

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The answer of `run`; what a disk refuses becomes a problem that names the path, other errors pass. */
export async function onDisk<T>(code: ProblemCode, path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const errno = codeOf(error);
    if (error instanceof ProblemError || errno === undefined) throw error;
    throw new ProblemError(
      {
        code,
        message: `${path} cannot be read or written (${errno}).`,
        place: { file: path },
        remedy: REMEDIES[errno] ?? 'Check the folder and its disk, or choose another folder with --out.',
      },
      { cause: error },
    );
  }
}

/** Makes a folder and those above it, so that they survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const above = dirname(resolve(first));
  for (let path = dirname(resolve(folder)); path.length >= above.length; path = dirname(path)) {
    await syncFolder(path);
    if (path === above) return;
  }
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes `body` as `path` if there is no such file yet; answers whether it did. It appears whole or not at all. */
export async function writeOnce(path: string, body: Uint8Array | string): Promise<boolean> {
  const folder = dirname(path);
  await makeFolder(folder);
  const temporary = join(folder, `${HIDDEN}tmp-${randomUUID()}`);
  try {
    await writeDurably(temporary, body);
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

async function writeDurably(path: string, body: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(body);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
