// The laptop's mailer: a message is three files that a person can open. The .eml comes last and is never overwritten,
// so it exists if and only if the message was sent, and a message sent twice is seen twice.
import { createHash } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer, Message } from '../ports.ts';
import { codeOf, onDisk, syncFolder, writeOnce } from './disk.ts';
import { pathOf } from './key.ts';

/** Message ids are the keys of the .eml files below the out folder. */
export function outboxMailer(outDir: string): Mailer {
  return {
    quota: async () => null,

    async send(message) {
      const folder = pathOf(outDir, `outbox/${message.run}`);
      const name = fileNameOf(message.recipient, message.attempt);
      const written = await onDisk('MAILER_FAILED', join(folder, `${name}.eml`), () => write(folder, name, message));
      return { outcome: 'sent', messageId: `outbox/${message.run}/${written}.eml` };
    },

    async look(run, recipient, attempt) {
      const eml = join(pathOf(outDir, `outbox/${run}`), `${fileNameOf(recipient, attempt)}.eml`);
      return (await onDisk('MAILER_FAILED', eml, () => exists(eml))) ? 'sent' : 'not_sent';
    },
  };
}

/** `alice`, then `alice~2` for a second message; answers the name that was free. */
async function write(folder: string, name: string, message: Message): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const free = nth === 1 ? name : `${name}~${nth}`;
    if (await exists(join(folder, `${free}.eml`))) continue;
    for (const [ending, body] of [['html', message.html] as const, ['txt', message.text] as const]) {
      const path = join(folder, `${free}.${ending}`);
      await rm(path, { force: true });
      await writeOnce(path, body);
    }
    if (await writeOnce(join(folder, `${free}.eml`), message.mime)) {
      // Sent: to fail now would say that nothing was.
      await syncFolder(folder).catch(() => undefined);
      return free;
    }
  }
}

/** The id itself where it is a plain name, else what is plain of it and a hash: two ids never share a file. */
function fileNameOf(recipient: string, attempt: number): string {
  return attempt === 1 ? plainNameOf(recipient) : `${plainNameOf(recipient)}~try-${attempt}`;
}

function plainNameOf(recipient: string): string {
  if (/^[a-z0-9_-][a-z0-9._-]{0,99}$/i.test(recipient)) return recipient;
  const plain = recipient.replaceAll(/[^a-z0-9_-]+/gi, '-').slice(0, 40);
  return `${plain}~${createHash('sha256').update(recipient).digest('hex').slice(0, 16)}`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
