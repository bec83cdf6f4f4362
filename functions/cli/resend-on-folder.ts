// Sends again on a laptop: from the out folder into its outbox. Each request has a journal of its own, so that one which
// crashed is gone on with by the same command only, and never by another.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Delivery } from '../delivery/deliver.ts';
import { type ResendRequest, resend } from '../delivery/resend.ts';
import { folderStore } from '../local/folder.ts';
import { inlineSteps } from '../local/inline.ts';
import { outboxMailer } from '../local/outbox.ts';
import { openDefinitions, readRecipientFiles } from './open-shop.ts';
import { deliveryContext } from './run-on-folder.ts';

export async function resendOnFolder(
  request: ResendRequest,
  options: { config: string; out: string },
): Promise<Delivery[]> {
  const definitions = openDefinitions(options.config);
  const out = path.resolve(options.out);
  const ports = {
    store: folderStore(out),
    mailer: outboxMailer(out),
    recipientFiles: () => readRecipientFiles(options.config),
  };
  const asked = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 12);
  const steps = await inlineSteps({
    folder: out,
    run: `resend-${request.run}-${asked}`,
    fingerprint: definitions.hash,
  });
  try {
    const deliveries = await resend(steps, ports, request, deliveryContext(definitions, ports.store));
    await steps.finish('done');
    return deliveries;
  } catch (error) {
    await steps.finish('failed');
    throw error;
  }
}
