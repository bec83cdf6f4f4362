// A mail as the bytes that are sent. The same input gives the same bytes: date, message id and boundaries are handed in,
// so that a mail on disk can be compared with one that went out.
import MailComposer from 'nodemailer/lib/mail-composer';

export type MimeInput = {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** `<id@domain>` */
  messageId: string;
  date: Date;
  /** Letters and digits from which the boundaries are made. */
  boundarySeed: string;
  /** https address of one-click unsubscription (RFC 8058). */
  listUnsubscribe?: string;
};

export async function buildMime(input: MimeInput): Promise<Uint8Array> {
  const { from, to, subject, html, text, messageId, date, boundarySeed, listUnsubscribe } = input;
  if (!/^[A-Za-z0-9_-]{1,48}$/.test(boundarySeed)) throw new Error('a boundary seed is 1 to 48 letters and digits');
  const composer = new MailComposer({
    from,
    to,
    subject,
    html,
    text,
    messageId,
    date,
    baseBoundary: boundarySeed,
    textEncoding: 'quoted-printable',
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    headers:
      listUnsubscribe === undefined
        ? {}
        : { 'List-Unsubscribe': `<${listUnsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
  return composer.compile().build();
}
