// Do the pages answer whoever follows the link of a mail? Asked as a browser would, without a link: they must say that
// there is nothing to see, in their own words and under their own rules.
import type { Stage } from '../stage/open-stage.ts';
import { type Finding, fail, ok } from './finding.ts';

const PATIENCE_MILLISECONDS = 20_000;

export async function examinePages({ outputs }: Stage): Promise<Finding[]> {
  const url = outputs.PagesUrl;
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }).catch(
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  if (answer instanceof Error) {
    const remedy =
      'Look whether this machine reaches the internet, and in the Lambda console whether the function has its URL.';
    return [fail('pages', `${url} does not answer: ${answer.message}.`, remedy)];
  }
  const isOurs = answer.headers.get('content-security-policy')?.startsWith("default-src 'none'") ?? false;
  if (answer.status === 404 && isOurs) return [ok('pages', `${url} answers, and shows nothing without a link.`)];
  const remedy =
    answer.status === 403
      ? 'Deploy the stage again: everybody must be allowed to invoke the function by its URL, and a policy of the organisation may forbid it.'
      : 'Read the log of the function Pages (Lambda console), mend what it says and deploy.';
  return [fail('pages', `${url} answers ${answer.status}, not its own page.`, remedy)];
}
