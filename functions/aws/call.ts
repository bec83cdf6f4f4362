// A call of AWS: tried again where what failed may pass by itself, and otherwise a problem that says what was tried, why
// it failed and what to do. For calls that may be repeated; a send of mail has its own rules.
import { setTimeout } from 'node:timers/promises';
import { type Problem, ProblemError } from '../problem.ts';
import { findFailure, SERVICES, type Service } from './failures.ts';

/** Pauses before the second try, the third, …: a minute in all. */
const PAUSES = [100, 300, 1000, 3000, 8000, 15_000, 30_000];

export type Wait = (milliseconds: number) => Promise<unknown>;

export const sleep: Wait = (milliseconds) => setTimeout(milliseconds);

/** At least so long, and not all for the same time: who was refused together would be refused together again. */
export const pause: Wait = (milliseconds) => sleep(milliseconds * (1 + Math.random() / 2));

export type Call = {
  service: Service;
  /** What is tried, as the beginning of a sentence. */
  doing: string;
  /** The permission that it needs, and on what. */
  action: string;
  resource: string;
  place?: string;
  /** An address that no message may carry into a log. */
  hide?: string;
};

export async function call<T>(about: Call, run: () => Promise<T>, wait: Wait): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      const before = PAUSES[tries];
      if (before === undefined || !mayPass(about.service, error)) throw failed(about, error);
      await wait(before);
    }
  }
}

export function failed(about: Call, error: unknown): Error {
  if (error instanceof ProblemError) return error;
  return new ProblemError(problemOf(about, codeOf(error), textOf(error)), { cause: error });
}

/** The problem behind a vendor's code and text. */
export function problemOf(about: Call, code: string, text: string): Problem {
  const { service, doing, place, hide } = about;
  const { name, code: usual } = SERVICES[service];
  const failure = findFailure(service, code, text);
  const fill = (words: string) => words.replaceAll('{action}', about.action).replaceAll('{resource}', about.resource);
  const said = [code, firstLine(hide ? replaceText(text, hide, '…') : text)].filter((part) => part !== '').join(': ');
  return {
    code: failure?.code ?? usual,
    message: `${doing}: ${fill(failure?.cause ?? `${name} refused`)} (${said}).`,
    ...(place === undefined ? {} : { place: { file: place } }),
    remedy: fill(failure?.remedy ?? `Look up ${code || 'the message'} in the documentation of ${name}.`),
  };
}

/** Throttled, out of order for a moment, or cut off on the way. */
export function mayPass(service: Service, error: unknown): boolean {
  const failure = findFailure(service, codeOf(error), textOf(error));
  if (failure) return failure.passes === true;
  const status = statusOf(error);
  return status !== undefined && (status >= 500 || status === 429);
}

export function statusOf(error: unknown): number | undefined {
  const { $metadata, $response } = error as Partial<VendorError>;
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

/** The most exact code that the vendor gives: of the network, of Athena's refusal, of Glue behind Athena, or the name. */
export function codeOf(error: unknown): string {
  const { code, name, AthenaErrorCode, message } = error as Partial<VendorError>;
  if (typeof code === 'string' && /^(E[A-Z]+|ERR_\w+|EAI_\w+)$/.test(code)) return code;
  if (name === 'MetadataException') return glueCode(message ?? '') ?? name;
  return AthenaErrorCode || name || '';
}

/** `… (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; …)`; names may hold brackets too. */
function glueCode(text: string): string | undefined {
  return [...text.matchAll(/Error Code: (\w+);/g)].at(-1)?.[1];
}

type VendorError = Error & {
  code: unknown;
  AthenaErrorCode: string;
  $metadata: { httpStatusCode?: number };
  $response: { statusCode?: number };
};

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return (line.length > 300 ? `${line.slice(0, 300)}…` : line).replace(/\.$/, '');
}

function replaceText(text: string, found: string, by: string): string {
  return text.replaceAll(new RegExp(found.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), by);
}
