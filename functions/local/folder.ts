// The store on a laptop: objects by key in a folder. Each is written whole and once, and durable before putOnce
// answers, so that neither a crash nor a second writer can change what a snapshot says.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from '../ports.ts';
import { assertPrefix, HIDDEN } from '../store-key.ts';
import { codeOf, onDisk, syncFolder, writeOnce } from './disk.ts';
import { pathOf } from './key.ts';

export function folderStore(root: string): Store {
  const get = async (key: string): Promise<Uint8Array | null> => {
    const path = pathOf(root, key);
    return onDisk('STORE_FAILED', path, () => orNull(() => readFile(path)));
  };

  return {
    get,

    async putOnce(key, body) {
      const path = pathOf(root, key);
      return onDisk('STORE_FAILED', path, async () => {
        const created = await writeOnce(path, body);
        await syncFolder(dirname(path));
        if (created) return 'created';
        return (await readFile(path)).equals(Buffer.from(body)) ? 'same' : 'different';
      });
    },

    async list(prefix) {
      assertPrefix(prefix);
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      const keys = await onDisk('STORE_FAILED', join(root, folder), () => listFiles(root, folder));
      return keys.filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

/** Keys of the files below a folder of keys (`a/b/` or empty for the root). */
async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = (await orNull(() => readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  const keys = await Promise.all(
    entries
      .filter((entry) => !entry.name.startsWith(HIDDEN))
      .map((entry) => {
        if (entry.isDirectory()) return listFiles(root, `${folder}${entry.name}/`);
        return entry.isFile() ? [`${folder}${entry.name}`] : [];
      }),
  );
  return keys.flat();
}

/** What is not there is not an error: no file, no folder, a file where a folder would be, or the reverse. */
async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}
