// Where things lie in the store. One file, so that a laptop's folder and a bucket can never disagree.
import { createHash } from 'node:crypto';

/** A part of a key that is another for other content. */
export function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}

export function attemptFolder(run: string, attempt: number): string {
  return `runs/${run}/attempt-${attempt}`;
}

export function cellsKey(folder: string, fact: string): string {
  return `${folder}/cells/${fact}.json`;
}

/** All that the checks of an attempt found. */
export function foundKey(folder: string, name: string): string {
  return `${folder}/found/${name}.json`;
}

/** What an attempt waits for, up to so many hours after it began. */
export function waitingKey(folder: string, hours: number): string {
  return `${folder}/waiting/${hours}h.json`;
}

/** What was found by checks without a run, beside the runs of the same report and period. */
export function checkFolder(run: string): string {
  return `runs/${run}.check`;
}

export function checkKey(run: string, executionId: string): string {
  return `${checkFolder(run)}/${hashOf(executionId)}.json`;
}

export function acceptanceFolder(report: string, period: string): string {
  return `acceptances/${report}/${period}`;
}

export function closingFolder(report: string): string {
  return `closed/${report}`;
}

/** That finance has closed a period. */
export function closingKey(report: string, period: string): string {
  return `${closingFolder(report)}/${period}.json`;
}

export function mailKey(folder: string, name: string): string {
  return `${folder}/mail/${name}.json`;
}

export function snapshotFolder(report: string, period: string, revision: number): string {
  return `snapshots/${report}/${period}/r${revision}`;
}

/** The files of one slice of a revision; they hold nothing of another. */
export function sliceFolder(snapshot: string, { dimension, member }: { dimension: string; member: string }): string {
  return `${snapshot}/slices/${dimension}=${encodeURIComponent(member)}`;
}

/** People's figures lie apart, with their own retention. */
export function peopleFolder(report: string, period: string, revision: number): string {
  return `people/${report}/${period}/r${revision}`;
}

export function personKey(people: string, id: string): string {
  return `${people}/cards/${segmentOf(id)}.json`;
}

/** Rendered mails of reviews, apart from the cards: who sends them may not read those. No report has such a name. */
export function personalMailFolder(run: string): string {
  return `people/_mail/${run}`;
}

/** An id from data as one segment of a key, and never a hidden one. */
function segmentOf(id: string): string {
  return encodeURIComponent(id).replace(/^\./, '%2E');
}

export function deliveryFolder(run: string, recipient: string): string {
  return `deliveries/${run}/${encodeURIComponent(recipient)}`;
}

/** One try to mail a recipient; the first is 1. */
export function tryFolder(run: string, recipient: string, attempt: number): string {
  return `${deliveryFolder(run, recipient)}/try-${attempt}`;
}

/** The readers of one part of a run, with what each may see. */
export function editionsKey(folder: string, name: string): string {
  return `${folder}/editions/${name}.json`;
}

/** The same readers with the mails that show it. */
export function readersKey(folder: string, name: string): string {
  return `${folder}/readers/${name}.json`;
}

/** What owners were asked and decided about the figures of one revision; other figures are asked about anew. */
export function releaseFolder(run: string, revision: number): string {
  return `releases/${run}/r${revision}`;
}

/** The owners' look at the figures of a revision is a delivery of its own: it never counts as the readers' mail. */
export function previewRun(run: string, revision: number): string {
  return `${run}.preview-r${revision}`;
}

const NOTICE_KINDS = ['held', 'undelivered'] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** So is what owners are told of how a run ended; `about` is another for whatever else is told. */
export function noticeRun(run: string, kind: NoticeKind, about: string): string {
  return `${run}.${kind}-${hashOf(about)}`;
}

export function isNoticeOf(run: string, name: string): boolean {
  return NOTICE_KINDS.some((kind) => name.startsWith(`${run}.${kind}-`));
}

export function suppressionFolder(addressHash: string): string {
  return `suppressions/${addressHash}`;
}

/** Keys by which personal links are signed: `<number>.json`, the newest signs. */
export const LINK_KEYS = 'access/keys';

/** Since when a reader's earlier links open nothing. */
export function revokedFolder(recipient: string): string {
  return `access/revoked/${segmentOf(recipient)}`;
}

export function accessLogFolder(day: string): string {
  return `access/log/${day}`;
}

/** Who asked for fresh links on a day. */
export function freshLinkFolder(recipient: string, day: string): string {
  return `access/fresh/${day}/${segmentOf(recipient)}`;
}

/** A reader's own word on whether they want a report's mails. */
export function unsubscribedFolder(recipient: string, report: string): string {
  return `access/unsubscribed/${report}/${segmentOf(recipient)}`;
}
