// What a notice shows: a mail about a report that holds none of its figures. Finished strings only, so that whoever writes
// one needs nothing but its words, and HTML and text are filled from the same.
import type { StatusMark } from '../edition.ts';
import { fillHtml } from '../html.ts';
import { heading, INDENT, joinBlocks, ROW } from '../text-lines.ts';
import type { Footer, Header } from '../view.ts';

export type NoticeView = {
  lang: string;
  subject: string;
  preheader: string;
  padding: number;
  header: Header;
  paragraphs: string[];
  findings: { title: string; items: NoticeItem[]; more: string | null } | null;
  next: { title: string; sentences: string[]; commands: { label: string; command: string }[] } | null;
  footer: Footer;
};

/** What is wrong and where, and what to do about it. `tagged`: the head as a line of text, with its status. */
export type NoticeItem = { status: StatusMark; head: string; tagged: string; body: string; remedy: string };

export type NoticeMail = { subject: string; preheader: string; html: string; text: string };

/** Invisible characters behind the preheader. */
export const PADDING = 24;

/** `template`: what compileEmail made of the layout `notice` in the language of the view. */
export function renderNotice(view: NoticeView, template: string): NoticeMail {
  return { subject: view.subject, preheader: view.preheader, html: fillHtml(template, view), text: writeText(view) };
}

function writeText({ header, paragraphs, findings, next, footer }: NoticeView): string {
  return joinBlocks([
    [header.shop],
    [`${header.title}${header.separator}${header.period}`, header.headline, ...header.notes],
    ...paragraphs.map((paragraph) => [paragraph]),
    ...(findings === null
      ? []
      : [
          heading(findings.title, [
            ...findings.items.flatMap(writeItem),
            ...(findings.more === null ? [] : [findings.more]),
          ]),
        ]),
    ...(next === null ? [] : [heading(next.title, next.sentences)]),
    ...(next?.commands ?? []).map(({ label, command }) => [label, command]),
    [footer.why, ...(footer.address === null ? [] : [footer.address])],
  ]);
}

function writeItem({ tagged, body, remedy }: NoticeItem): string[] {
  return [ROW + tagged, ...[body, remedy].filter(Boolean).map((line) => ROW + INDENT + line)];
}
