// What is particular to the store in a folder: leftovers of a crash, and disks that refuse.
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderStore } from '../../functions/local/folder.ts';

const scratch = await mkdtemp(join(tmpdir(), 'folder-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
const newRoot = (): Promise<string> => mkdtemp(join(scratch, 'out-'));

it('does not show what a crash left half written, nor locks, as objects', async () => {
  const root = await newRoot();
  await mkdir(join(root, 'runs/r'), { recursive: true });
  await writeFile(join(root, 'runs/r/.tmp-3f0c'), 'half');
  await writeFile(join(root, 'runs/r/.lock~1~2~host'), '');
  const store = folderStore(root);
  expect(await store.list('')).toEqual([]);
  expect(await store.putOnce('runs/r/claim', 'x')).toBe('created');
  expect(await store.list('runs/')).toEqual(['runs/r/claim']);
});

it('leaves nothing beside the object it wrote or could not write', async () => {
  const root = await newRoot();
  const store = folderStore(root);
  await store.putOnce('a/x', '1');
  await store.putOnce('a/x', '2');
  expect(await readdir(join(root, 'a'))).toEqual(['x']);
});

it('reads files that a person put there', async () => {
  const root = await newRoot();
  await mkdir(join(root, 'recipients'));
  await writeFile(join(root, 'recipients/board.csv'), 'recipient_id\n');
  expect(await folderStore(root).list('recipients/')).toEqual(['recipients/board.csv']);
});

it.each([
  ['a file stands where a folder is needed', 'a', 'a/b', /EEXIST|ENOTDIR/],
  ['a folder stands where a file is needed', 'a/b', 'a', /EISDIR/],
])('names the path and the remedy where %s', async (_case, first, second, errno) => {
  const root = await newRoot();
  const store = folderStore(root);
  await store.putOnce(first, 'x');
  await expect(store.putOnce(second, 'x')).rejects.toMatchObject({
    problems: [
      {
        code: 'STORE_FAILED',
        place: { file: join(root, second) },
        message: expect.stringContaining(join(root, second)),
        remedy: expect.stringMatching(/stands where a (folder|file) is needed: move it away/),
      },
    ],
    cause: expect.objectContaining({ code: expect.stringMatching(errno) }),
  });
});

it.skipIf(process.getuid?.() === 0)('says that permission is missing', async () => {
  const root = await newRoot();
  await chmod(root, 0o500);
  await expect(folderStore(root).putOnce('a/b', 'x')).rejects.toMatchObject({
    problems: [{ code: 'STORE_FAILED', remedy: expect.stringContaining('permission') }],
  });
});

it('says that a name is too long', async () => {
  await expect(folderStore(await newRoot()).putOnce('x'.repeat(300), 'x')).rejects.toMatchObject({
    problems: [{ code: 'STORE_FAILED', remedy: expect.stringContaining('Shorten the id') }],
  });
});
