// Keys as paths below a folder. A key that could leave the folder, or that two systems would read differently, is
// refused here, so that no id in a definition can write outside the out folder.
import { join } from 'node:path';
import { HIDDEN } from './disk.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
const UNSAFE = /[\\\u0000-\u001f\u007f]/;

/** Throws where a key has an empty, hidden or relative segment, a backslash or a control character. */
export function assertKey(key: string): void {
  const wrong = key.split('/').some((segment) => segment === '' || segment.startsWith(HIDDEN));
  if (wrong || UNSAFE.test(key))
    throw new Error(`${JSON.stringify(key)} is not a key: no empty segment, ., .., \\ or /x.`);
}

export function pathOf(root: string, key: string): string {
  assertKey(key);
  return join(root, ...key.split('/'));
}
