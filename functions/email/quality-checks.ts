// What the checks of the data left doubtful: what somebody accepted, what blocks a figure, what may still change and until
// when, which rows were left out. What was only reported, to those who own the data, is nobody else's.

import type { SnapshotKpi } from '../snapshot/shape.ts';
import { type CheckOf, type Found, foundBy, sayCheck } from './check-words.ts';
import { dayName } from './dates.ts';
import { groupDoubts, isSameCheck } from './doubts-by-check.ts';
import type { Edition } from './edition.ts';
import { limitItems, listKpis, type QualityItem } from './quality-items.ts';
import { cleanName, cleanText, fill } from './words.ts';

const MOST_ITEMS = 4;
/** What only adds to a sentence is kept short. */
const MOST_CONCERNED = 3;

type Check = Edition['snapshot']['checks'][number];

/** `printed`: the KPIs that the mail shows. */
export function viewAccepted(edition: Edition, printed: readonly SnapshotKpi[]): QualityItem[] {
  const items = acceptedChecks(edition).map((check) => acceptedItem(edition, check, printed));
  return limitItems(items, MOST_ITEMS, edition);
}

/** Findings that a person took as they are: the figures rest on that person's word. */
export function acceptedChecks({ snapshot }: Pick<Edition, 'snapshot'>): Check[] {
  return snapshot.checks.filter(({ outcome }) => outcome === 'accepted');
}

function acceptedItem(edition: Edition, check: Check, printed: readonly SnapshotKpi[]): QualityItem {
  const { locale } = edition;
  const words = locale.mail.quality;
  const { id, table, subject = null, accepted } = check;
  const of: CheckOf = { check: id, table, subject };
  const shown = { check: locale.checks[id].name };
  const concerned = printed.filter((kpi) => kpi.accepted?.some((one) => isSameCheck(one, of)));
  return {
    head: accepted ? fill(words.accepted_by, { ...shown, by: cleanName(accepted.by) }) : fill(words.accepted, shown),
    body: joinSentences(edition, [
      sayCheck(of, check.found ?? {}, locale),
      ...(concerned.length > 0 ? [fill(words.concerned, { list: listKpis(edition, concerned, MOST_CONCERNED) })] : []),
      ...(accepted ? [fill(words.accepted_reason, { reason: cleanText(accepted.reason) })] : []),
    ]),
  };
}

/** KPIs without a figure, since nobody could say which rows are true. */
export function viewBlocked(edition: Edition, printed: readonly SnapshotKpi[]): QualityItem[] {
  const words = edition.locale.mail.quality;
  const items = groupDoubts(printed, ({ blockedBy }) => blockedBy).map(({ doubt, kpis }) => ({
    head: fill(words.blocked, { list: listKpis(edition, kpis) }),
    body: joinSentences(edition, [say(edition, doubt), words.blocked_note]),
  }));
  return limitItems(items, MOST_ITEMS, edition);
}

/** What came late or incomplete, and the day on which the figures are final. */
export function viewPending(edition: Edition, printed: readonly SnapshotKpi[]): QualityItem[] {
  const { locale } = edition;
  const pending = groupDoubts(printed, ({ provisional = [] }) =>
    provisional.flatMap(({ check, table, ...rest }) => (check && table !== null ? [{ check, table, ...rest }] : [])),
  );
  const items = pending.map(({ doubt, kpis }) => ({
    head: fill(locale.mail.quality.pending, {
      day: dayName(doubt.finalOn, locale),
      list: listKpis(edition, kpis),
    }),
    body: say(edition, doubt),
  }));
  return limitItems(items, MOST_ITEMS, edition);
}

/** How many rows of which table the figures do without, and why. */
export function viewExcluded(edition: Edition, printed: readonly SnapshotKpi[]): QualityItem[] {
  const { locale, snapshot } = edition;
  const figures = printed.filter(({ value }) => value !== null);
  const items = groupDoubts(figures, ({ excluded }) => excluded).map(({ doubt, kpis }) => {
    const of = snapshot.sources.find(({ table }) => table === doubt.table)?.rows ?? null;
    // What was found may be of many months; of the period are these rows among those.
    const own = { ...(doubt.rows === null ? {} : { rows: doubt.rows }), ...(of === null ? {} : { of }) };
    return {
      head: fill(locale.mail.quality.excluded, { list: listKpis(edition, kpis, MOST_CONCERNED) }),
      body: say(edition, doubt, own),
    };
  });
  return limitItems(items, MOST_ITEMS, edition);
}

function say(edition: Edition, { check, table, subject }: CheckOf, own: Found = {}): string {
  const of = { check, table, subject };
  const found = foundBy(edition.snapshot, of);
  return sayCheck(of, { ...found, ...own }, edition.locale);
}

function joinSentences({ locale }: Edition, sentences: readonly string[]): string {
  return sentences.join(locale.mail.preheader.sentence);
}
