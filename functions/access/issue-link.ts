// Makes a personal link: for the mails of a run, for a fresh one after the last has expired, and on an owner's word.
import { currentKey, type KeyMaker } from './link-keys.ts';
import { FILE_MINUTES, LINK_DAYS, writeToken } from './token.ts';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;

/** The link's text; it works for 30 days from now. */
export async function issueLink(maker: KeyMaker, recipient: string, report: string): Promise<string> {
  const issued = Date.parse(maker.now());
  const expires = issued + LINK_DAYS * DAY;
  return writeToken({ kind: 'link', recipient, report, issued, expires, object: '' }, await currentKey(maker));
}

/** Opens one object of the store for minutes; who may have it was asked before. */
export async function issueFileLink(
  maker: KeyMaker,
  of: { recipient: string; report: string; object: string },
): Promise<string> {
  const issued = Date.parse(maker.now());
  return writeToken({ kind: 'file', ...of, issued, expires: issued + FILE_MINUTES * MINUTE }, await currentKey(maker));
}
