// What a report can show its readers, once its figures are published: asked for each reader before anything is sent, and
// rendered once for all readers who see the same.
import { mailLinks } from '../access/mail-links.ts';
import type { Report } from '../definitions/definitions.ts';
import type { Mail } from '../delivery/deliver.ts';
import { PERSONAL_LINK } from '../delivery/personal-mail.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import type { Recipient } from '../delivery/recipients.ts';
import type { Links } from '../email/links.ts';
import type { ReleaseAsk } from '../email/release-section.ts';
import type { Problem } from '../problem.ts';
import type { RunContext, RunPorts, RunRequest } from './request.ts';

export type Editions = {
  /** Why nothing can be shown to this reader; null where it can. */
  wrong(reader: Recipient): Problem | null;
  /** `ask`: as its owners see it, who are asked whether it may go out. Null: nothing that its readers must hear of. */
  render(edition: ReaderEdition, ask?: ReleaseAsk): Promise<Mail | null>;
};

export function notShown({ place }: Recipient, message: string, remedy: string): Problem {
  return { code: 'INVALID_RECIPIENT', place, message, remedy };
}

/** Whose mails are rendered: what a run's frame says of it, and nothing of the run. */
export type EditionContext = {
  request: { report: Report };
  context: Pick<RunContext, 'definitions' | 'templates' | 'links' | 'pages'>;
};

/** What is needed of a run, or of whoever shows one of its mails later. */
export type EditionFrame = EditionContext & { ports: Pick<RunPorts, 'store' | 'recipientFiles'> };

/** Also what sort of run it is: a restatement tells what moved. */
export type RunEditionFrame = EditionFrame & { request: Pick<RunRequest, 'report' | 'kind' | 'revision'> };

/** What a mail of a revision links to; where each reader's own link goes is filled in when it is sent. */
export function linksOfMail(
  { request: { report }, context: { definitions, links, pages } }: EditionContext,
  of: { period: string; revision: number; locale: string },
): Links {
  if (pages === undefined) return links;
  return { ...links, ...mailLinks({ base: pages, token: PERSONAL_LINK, report, ...of }, definitions) };
}

/** A button of the mail program needs an address that it can reach safely. */
export function mailOf({ subject, html, text }: Mail, { unsubscribe }: Links): Mail {
  return { subject, html, text, ...(unsubscribe?.startsWith('https://') ? { unsubscribe } : {}) };
}
