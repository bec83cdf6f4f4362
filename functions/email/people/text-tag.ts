// The word in brackets before a line of a review's text.
import type { Locale } from '../../definitions/locale.ts';
import type { Status } from '../../snapshot/shape.ts';
import type { StatusMark } from '../edition.ts';
import { STATUS_OF_TONE } from '../text-scorecard.ts';

export function tagOf({ tone }: StatusMark, { plain }: Locale): string {
  return plain.tags[STATUS_OF_TONE[tone] as Status];
}
