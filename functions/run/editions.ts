// What a report can show its readers, once its figures are published: asked for each reader before anything is sent, and
// rendered once for all readers who see the same.
import type { Mail } from '../delivery/deliver.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import type { Recipient } from '../delivery/recipients.ts';
import type { ReleaseAsk } from '../email/release-section.ts';
import type { Problem } from '../problem.ts';

export type Editions = {
  /** Why nothing can be shown to this reader; null where it can. */
  wrong(reader: Recipient): Problem | null;
  /** `ask`: as its owners see it, who are asked whether it may go out. */
  render(edition: ReaderEdition, ask?: ReleaseAsk): Promise<Mail>;
};

export function notShown({ place }: Recipient, message: string, remedy: string): Problem {
  return { code: 'INVALID_RECIPIENT', place, message, remedy };
}
