// A mail is rendered once for all who see the same; what is one reader's alone in it is their link, which is put in when
// it is sent.
import type { Mail } from './deliver.ts';

/** Stands in a rendered mail where the reader's link goes, and is about as long, so that mails are as long as they seem. */
export const PERSONAL_LINK = '~personal-link'.padEnd(180, '~');

/** `token` makes the reader's link; it is asked for only where the mail has a place for it. */
export async function personalMail(mail: Mail, token: () => Promise<string>): Promise<Mail> {
  const { subject, html, text, unsubscribe } = mail;
  if (!html.includes(PERSONAL_LINK) && !text.includes(PERSONAL_LINK) && unsubscribe === undefined) return mail;
  const own = await token();
  const put = (part: string) => part.replaceAll(PERSONAL_LINK, own);
  return {
    subject,
    html: put(html),
    text: put(text),
    ...(unsubscribe === undefined ? {} : { unsubscribe: put(unsubscribe) }),
  };
}
