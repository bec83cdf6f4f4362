// The store that a command looks into: that of a deployed stage, or the out folder.
import path from 'node:path';
import { folderStore } from '../local/folder.ts';
import type { Store } from '../ports.ts';

export type StoreOptions = { stage?: string; region?: string; out: string };

export async function openStore({ stage, region, out }: StoreOptions): Promise<Store> {
  if (stage === undefined) return folderStore(path.resolve(out));
  // Loaded here: the clients of AWS take longer to load than most commands to run.
  const { openLakeStage } = await import('./stage/open-stage.ts');
  return (await openLakeStage({ stage, ...(region === undefined ? {} : { region }) })).store;
}
