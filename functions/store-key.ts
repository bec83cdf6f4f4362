// What a key of a store is. A key that could leave its folder, or that two systems would read differently, is refused
// here for every store, so that no id in a definition can write elsewhere and no key works in one place only.

/** Segments that begin so are not objects: leftovers of a crash, locks. */
export const HIDDEN = '.';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
const UNSAFE = /[\\\u0000-\u001f\u007f]/;

/** Has the key no empty, hidden or relative segment, no backslash and no control character? */
export function isKey(key: string): boolean {
  return !UNSAFE.test(key) && key.split('/').every((segment) => segment !== '' && !segment.startsWith(HIDDEN));
}

export function assertKey(key: string): void {
  if (!isKey(key)) throw new Error(`${JSON.stringify(key)} is not a key: no empty segment, ., .., \\ or /x.`);
}

/** Throws where a prefix names a folder that no key can lie in. */
export function assertPrefix(prefix: string): void {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (folder !== '') assertKey(folder.slice(0, -1));
}
