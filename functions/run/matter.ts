// What there is to tell the owners of a report about the end of its run.
import type { Locale } from '../definitions/locale.ts';
import type { Recipient } from '../delivery/recipients.ts';
import type { NoticeView } from '../email/notices/notice-view.ts';
import type { About } from '../email/notices/owners-notice.ts';
import type { NoticeKind } from './keys.ts';

export type Matter = {
  kind: NoticeKind;
  /** The same text for what is the same to an owner. */
  about: string;
  isFor(owner: Recipient): boolean;
  view(about: About, locale: Locale): NoticeView;
};
