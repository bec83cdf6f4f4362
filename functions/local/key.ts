// Keys as paths below a folder.
import { join } from 'node:path';
import { assertKey } from '../store-key.ts';

export function pathOf(root: string, key: string): string {
  assertKey(key);
  return join(root, ...key.split('/'));
}
