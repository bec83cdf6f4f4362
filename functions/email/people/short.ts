// A mail that its readers' clients would cut off is refused, not sent.
import { ProblemError } from '../../problem.ts';
import { countBytes, MOST_HTML_BYTES } from '../degrade.ts';

export function isShort(html: string): boolean {
  return countBytes(html) < MOST_HTML_BYTES;
}

export function assertShort(html: string): string {
  if (isShort(html)) return html;
  throw new ProblemError({
    code: 'INVALID_TEMPLATE',
    message: `A review has ${countBytes(html)} bytes; clients cut off beyond ${MOST_HTML_BYTES}.`,
    remedy: 'Put fewer KPIs on the scorecard of employees, or make its layout shorter.',
  });
}
