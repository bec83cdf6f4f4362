// The deployed pages, asked as Lambda asks them for its URL. The emulator gives the function a URL, and answers none there.
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { UrlAnswer } from '../../functions/handlers/pages-job.ts';
import type { Stand } from './stand.ts';

/** The path of the first personal link of a text, whose address is that of the deployed URL. */
export function linkIn(text: string, url: string): string {
  const at = text.indexOf(url);
  const found = at < 0 ? null : /^\/l1\.[\w.-]+\/[\w-]+/.exec(text.slice(at + url.length - 1));
  if (found === null) throw new Error(`The mail has no link to ${url}.`);
  return found[0];
}

export async function askPages({ root, app }: Stand, method: string, rawPath: string): Promise<UrlAnswer> {
  const { host: domainName } = new URL(app.PagesUrl ?? '');
  const event = {
    rawPath,
    headers: {},
    requestContext: { domainName, requestId: `${method} ${rawPath}`, http: { method } },
  };
  const { Payload } = await root.lambda.send(
    new InvokeCommand({ FunctionName: app.PagesFunction, Payload: JSON.stringify(event) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as UrlAnswer;
}
