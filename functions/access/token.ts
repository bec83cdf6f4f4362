// A personal link as text: who it is for, what it opens and until when, sealed by HMAC-SHA-256. It holds no secret and no
// address; whoever changes one character of it has a link that opens nothing.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `link` goes into mails; `file` opens one object for minutes, where no store signs addresses of its own. */
export type Claim = {
  kind: 'link' | 'file';
  recipient: string;
  report: string;
  /** Milliseconds since 1970. */
  issued: number;
  expires: number;
  /** Of a `file`: its key in the store, or empty. */
  object: string;
};

export type SigningKey = { id: string; secret: Uint8Array };

export type ReadToken =
  | { is: 'valid' | 'expired'; claim: Claim }
  /** Not a link of ours: cut off, mistyped, made up, or signed by a key that is no more. */
  | { is: 'unknown' };

export const LINK_DAYS = 30;
export const FILE_MINUTES = 5;
/** How often a reader is mailed a fresh link. */
export const FRESH_A_DAY = 3;

/** Longer than any that can be made from a recipient, a report and a key of the store. */
const LONGEST_TOKEN = 2400;
const KINDS = { link: 'l1', file: 'f1' } as const;
const TOKEN = /^(l1|f1)\.([1-9][0-9]{0,5})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

export function writeToken(claim: Claim, { id, secret }: SigningKey): string {
  const { kind, recipient, report, issued, expires, object } = claim;
  const payload = Buffer.from(JSON.stringify([recipient, report, issued, expires, object])).toString('base64url');
  const signed = `${KINDS[kind]}.${id}.${payload}`;
  return `${signed}.${sealOf(signed, secret)}`;
}

/** `find` answers the key of a number, null where it is retired or was never there. */
export async function readToken(
  token: string,
  find: (id: string) => Promise<SigningKey | null>,
  now: number,
): Promise<ReadToken> {
  const parts = token.length > LONGEST_TOKEN ? null : TOKEN.exec(token);
  if (parts === null) return { is: 'unknown' };
  const [, version, id = '', payload = '', seal = ''] = parts;
  const key = await find(id);
  if (key === null || !isSame(sealOf(`${version}.${id}.${payload}`, key.secret), seal)) return { is: 'unknown' };
  // Whatever is sealed was written here.
  const [recipient, report, issued, expires, object] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    string,
    number,
    number,
    string,
  ];
  const kind = version === KINDS.link ? 'link' : 'file';
  return { is: now < expires ? 'valid' : 'expired', claim: { kind, recipient, report, issued, expires, object } };
}

function sealOf(signed: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(`scorecard ${signed}`).digest('base64url');
}

/** In constant time, and of the text itself: two texts that decode to the same bytes are not the same link. */
function isSame(expected: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}
