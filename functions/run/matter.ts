// What there is to tell the owners of a report about the end of its run.
import type { Locale } from '../definitions/locale.ts';
import type { Recipient } from '../delivery/recipients.ts';
import type { NoticeView } from '../email/notices/notice-view.ts';
import type { About } from '../email/notices/owners-notice.ts';

export type Matter = {
  /** What kind of notice it is, and of it no two that say the same. */
  name: string;
  isFor(owner: Recipient): boolean;
  view(about: About, locale: Locale): NoticeView;
};
