import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderStore } from '../../functions/local/folder.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import type { Message } from '../../functions/ports.ts';

const scratch = await mkdtemp(join(tmpdir(), 'outbox-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const newOut = (): Promise<string> => mkdtemp(join(scratch, 'out-'));
const message = (recipient: string, run = 'monthly-executive-2026-10', attempt = 1): Message => ({
  run,
  recipient,
  attempt,
  from: 'reports@shop.test',
  to: 'reader@shop.test',
  subject: 'October',
  mime: Buffer.from(`Subject: October for ${recipient}\r\n\r\nbody`),
  html: `<p>${recipient}</p>`,
  text: `${recipient}\n`,
});

it('writes a message as three files that open by themselves and answers the key of the .eml', async () => {
  const out = await newOut();
  const sent = await outboxMailer(out).send(message('ann'));
  expect(sent).toEqual({ outcome: 'sent', messageId: 'outbox/monthly-executive-2026-10/ann.eml' });
  expect(await readFile(join(out, 'outbox/monthly-executive-2026-10/ann.eml'), 'utf8')).toBe(
    'Subject: October for ann\r\n\r\nbody',
  );
  expect(await readFile(join(out, 'outbox/monthly-executive-2026-10/ann.html'), 'utf8')).toBe('<p>ann</p>');
  expect(await readFile(join(out, 'outbox/monthly-executive-2026-10/ann.txt'), 'utf8')).toBe('ann\n');
});

it('shows a message that was sent twice as two', async () => {
  const out = await newOut();
  const mailer = outboxMailer(out);
  await mailer.send(message('ann'));
  expect(await mailer.send(message('ann'))).toMatchObject({ messageId: 'outbox/monthly-executive-2026-10/ann~2.eml' });
  expect(await folderStore(out).list('outbox/monthly-executive-2026-10/ann~')).toHaveLength(3);
});

it('keeps another try apart, and says of each whether it was sent', async () => {
  const out = await newOut();
  const mailer = outboxMailer(out);
  await mailer.send(message('ann', 'r', 2));
  expect(await mailer.look('r', 'ann', 1)).toBe('not_sent');
  expect(await mailer.look('r', 'ann', 2)).toBe('sent');
  expect(await folderStore(out).list('outbox/r/ann~try-2.eml')).toHaveLength(1);
});

it('gives every recipient id a file of its own inside the outbox, whatever is in the id', async () => {
  const out = await newOut();
  const ids = [
    'a/b',
    'a-b',
    'a\\b',
    '../../etc/passwd',
    '.hidden',
    'x'.repeat(300),
    'Zoë',
    '张伟',
    'ann smith',
    ' ',
    '',
  ];
  for (const id of ids) await outboxMailer(out).send(message(id, 'r'));
  const eml = (await folderStore(out).list('')).filter((key) => key.endsWith('.eml'));
  expect(eml).toHaveLength(ids.length);
  expect(eml.every((key) => /^outbox\/r\/[A-Za-z0-9_~-]+\.eml$/.test(key))).toBe(true);
});

it('says after a crash whether a message was sent: only where its .eml is there', async () => {
  const out = await newOut();
  const mailer = outboxMailer(out);
  const folder = join(out, 'outbox/r');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ann.html'), '<p>half of');
  expect(await mailer.look('r', 'ann', 1)).toBe('not_sent');
  await mailer.send(message('ann', 'r'));
  expect(await mailer.look('r', 'ann', 1)).toBe('sent');
  expect(await mailer.look('r', 'bob', 1)).toBe('not_sent');
  expect(await readFile(join(folder, 'ann.html'), 'utf8')).toBe('<p>ann</p>');
});

it('says which file could not be written and what to do, and that nothing was sent', async () => {
  const out = await newOut();
  await writeFile(join(out, 'outbox'), 'a file where the folder should be');
  await expect(outboxMailer(out).send(message('ann'))).rejects.toMatchObject({
    problems: [
      {
        code: 'MAILER_FAILED',
        place: { file: join(out, 'outbox/monthly-executive-2026-10/ann.eml') },
        remedy: expect.stringContaining('--out'),
      },
    ],
    cause: expect.objectContaining({ code: expect.stringMatching(/EEXIST|ENOTDIR/) }),
  });
});

it('refuses a run that would leave the outbox', async () => {
  await expect(outboxMailer(await newOut()).send(message('ann', '../r'))).rejects.toThrow('is not a key');
});
