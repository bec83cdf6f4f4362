// Who follows a link, decided anew each time: the seal, then whether it was taken back, then who its reader is today. What
// is not certain is nobody.
import type { Locale } from '../definitions/locale.ts';
import { type Access, logAccess } from './access-log.ts';
import { findReader, type Reader, SELF, selfReader } from './find-reader.ts';
import type { PageRequest } from './http.ts';
import { languageOf } from './language.ts';
import { findKey } from './link-keys.ts';
import { type AskedPath, readPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import { isRevoked } from './revocations.ts';
import { type Claim, readToken } from './token.ts';

export type Visit = AskedPath & {
  claim: Claim;
  isExpired: boolean;
  /** Null where nobody of the list may open anything by it. */
  reader: Reader | null;
  words: Locale;
  /** Writes the access down; `what` where the path does not say it. */
  log(outcome: Access['outcome'], what?: string): Promise<void>;
};

/** Null where it is no link of ours, or one that was taken back. */
export async function visitOf(request: PageRequest, ports: AccessPorts, context: AccessContext): Promise<Visit | null> {
  const asked = readPath(request.path, context.definitions.shop.locales);
  if (asked === null) return null;
  const read = await readToken(asked.token, (id) => findKey(ports.store, id), Date.parse(ports.now()));
  if (read.is === 'unknown') return null;
  const { claim } = read;
  const log: Visit['log'] = (outcome, what = whatOf(request, asked)) => {
    const { recipient, report } = claim;
    return logAccess(ports.store, { at: ports.now(), recipient, report, what, outcome }, request.id);
  };
  if (await isRevoked(ports.store, claim.recipient, claim.issued)) {
    await log('revoked');
    return null;
  }
  const isExpired = read.is === 'expired';
  const reader = await readerOf(claim, ports, context);
  // The page of an expired link is the same whether its reader is still on the list.
  const words = languageOf(request, asked.locale ?? (isExpired ? null : (reader?.locale ?? null)), context);
  return { ...asked, claim, isExpired, reader, words, log };
}

async function readerOf(
  claim: Claim,
  ports: AccessPorts,
  { definitions, isLocal }: AccessContext,
): Promise<Reader | null> {
  if (claim.recipient !== SELF) return findReader(claim, await ports.recipientFiles(), definitions);
  const report = Object.hasOwn(definitions.reports, claim.report) ? definitions.reports[claim.report] : undefined;
  return isLocal && report !== undefined ? selfReader(report, definitions.shop.locales[0] as string) : null;
}

/** What was asked for, without the link. */
function whatOf({ method }: PageRequest, { place }: AskedPath): string {
  const named = place === null ? 'no page' : Object.values(place).filter(Boolean).join(' ').slice(0, 200);
  return `${method === 'POST' ? 'open' : 'look at'} ${named}`;
}
