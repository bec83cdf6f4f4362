// Data quality: what somebody accepted, what is missing or may still change, what was left out or restated, and what is
// not scored and why; what weighs most stands first. It is always there: that nothing is wrong is said, not left to be
// guessed.
import type { SnapshotKpi } from '../snapshot/shape.ts';
import { tableName } from './check-words.ts';
import { dayName, periodName } from './dates.ts';
import { type Edition, getKpi, kpiName, printQuantity } from './edition.ts';
import { ledgerValues } from './ledger-words.ts';
import { roleName } from './people-section.ts';
import { viewAccepted, viewBlocked, viewExcluded, viewPending } from './quality-checks.ts';
import { limitItems, listKpis, listNames, printedKpis, type QualityItem } from './quality-items.ts';
import { sayReasons } from './reason-words.ts';
import { whyUnavailable } from './reasons.ts';
import { beginSentence, fill } from './words.ts';

const MOST_RESTATED = 4;
const MOST_UNRECONCILED = 4;

export type QualitySection = { title: string; items: QualityItem[] };

/** `carriersShown`: the mail also shows the KPIs of its carriers section. */
export function viewQuality(edition: Edition, carriersShown: boolean): QualitySection {
  const printed = printedKpis(edition, carriersShown);
  const items = [
    ...viewAccepted(edition, printed),
    ...viewBlocked(edition, printed),
    ...viewPending(edition, printed),
    ...viewExcluded(edition, printed),
    ...viewRestated(edition),
    ...viewAdjustments(edition),
    ...viewUnreconciled(edition),
    ...viewSources(edition),
    ...viewUnscored(edition),
    ...viewMaturing(edition, printed),
    ...viewLowResponse(edition),
    ...viewWithheld(edition),
  ];
  const words = edition.locale.mail.quality;
  if (items.length === 0)
    items.push({ head: words.complete, body: fill(words.complete_note, { day: lastDay(edition) }) });
  return { title: words.title, items };
}

function lastDay({ snapshot, locale }: Edition): string {
  return dayName(snapshot.period.to, locale);
}

/** Outcomes of a period arrive late as they always do; each KPI has its own day from which on it stands. */
function viewMaturing(edition: Edition, printed: readonly SnapshotKpi[]): QualityItem[] {
  const { locale } = edition;
  const words = locale.mail.quality;
  const maturing = printed.filter(({ notes }) => notes.includes('provisional')).filter(isMaturing);
  const byDay = Map.groupBy(maturing, finalDay);
  const groups = [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, kpis]) => {
      const list = listKpis(edition, kpis);
      return day === UNKNOWN_DAY ? list : fill(words.provisional_until, { list, day: dayName(day, locale) });
    });
  if (groups.length === 0) return [];
  const head = fill(words.provisional, { list: groups.join(locale.list.groups) });
  return [{ head, body: words.provisional_note }];
}

/** Of a snapshot that does not say when; sorts behind every day. */
const UNKNOWN_DAY = '–';

/** A check alone may be what makes it provisional, and has an item of its own. */
function isMaturing({ provisional }: SnapshotKpi): boolean {
  return provisional === undefined || provisional.some(({ check }) => check === null);
}

function finalDay({ provisional = [] }: SnapshotKpi): string {
  return provisional.find(({ check }) => check === null)?.finalOn ?? UNKNOWN_DAY;
}

function viewRestated(edition: Edition): QualityItem[] {
  const { snapshot, locale } = edition;
  const words = locale.mail.quality;
  const printed = new Set(printedKpis(edition).map(({ id }) => id));
  const shown = snapshot.restated.filter(({ kpi }) => printed.has(kpi));
  const items = shown.map(({ kpi: id, period, published, now }): QualityItem => {
    const kpi = getKpi(edition, id);
    const print = (text: string | null) => printQuantity(edition, kpi, text);
    return {
      head: fill(words.restated, { kpi: kpiName(edition, kpi), period: periodName(period, 'long', locale) }),
      body: fill(words.restated_note, { published: print(published), now: print(now) }),
    };
  });
  return limitItems(items, MOST_RESTATED, edition);
}

/** Figures of closed months that the data says otherwise by now. */
function viewAdjustments(edition: Edition): QualityItem[] {
  const { snapshot, locale } = edition;
  const words = locale.mail.quality;
  const order = printedKpis(edition).map(({ id }) => id);
  const shown = (snapshot.adjustments ?? [])
    .filter(({ kpi }) => order.includes(kpi))
    .sort((a, b) => order.indexOf(a.kpi) - order.indexOf(b.kpi));
  const items = shown.map(({ kpi: id, period, closed, now, reasons }): QualityItem => {
    const kpi = getKpi(edition, id);
    const print = (text: string | null) => printQuantity(edition, kpi, text);
    const values = { closed: print(closed), now: print(now), reasons: sayReasons(reasons, locale) };
    return {
      head: fill(words.adjusted, { kpi: kpiName(edition, kpi), period: periodName(period, 'long', locale) }),
      body: fill(words.adjusted_note, values),
    };
  });
  return limitItems(items, MOST_RESTATED, edition);
}

/** Rules whose accounts the known reasons leave further from what is measured than is allowed. */
function viewUnreconciled(edition: Edition): QualityItem[] {
  const words = edition.locale.reconciliation;
  const apart = (edition.snapshot.reconciliation ?? []).filter(({ within }) => within === false);
  const items = apart.map((held): QualityItem => {
    const values = ledgerValues(held, edition);
    const isExplained = held.reasons.some(({ amount }) => amount !== null);
    return {
      head: fill(words.beyond, values),
      body: fill(isExplained ? words.beyond_note : words.beyond_plain, values),
    };
  });
  return limitItems(items, MOST_UNRECONCILED, edition);
}

function viewSources({ snapshot, locale }: Edition): QualityItem[] {
  const words = locale.mail.quality;
  const tables = (status: 'absent' | 'empty') =>
    snapshot.sources.filter((source) => source.status === status).map(({ table }) => tableName(table, locale));
  const item = (names: string[], head: string, body: string): QualityItem[] =>
    names.length === 0 ? [] : [{ head: fill(head, { list: listNames({ locale }, names) }), body }];
  return [
    ...item(tables('absent'), words.absent, words.absent_note),
    ...item(tables('empty'), words.empty, words.empty_note),
  ];
}

/** One item a reason, with all KPIs it holds for; what a check blocks has been said. */
function viewUnscored(edition: Edition): QualityItem[] {
  const { card, locale } = edition;
  const byReason = new Map<string, SnapshotKpi[]>();
  for (const line of card.lines.filter(({ status }) => status === 'grey')) {
    const kpi = getKpi(edition, line.kpi);
    if (kpi.blockedBy) continue;
    const reason = whyUnavailable(locale, line.notes, kpi);
    byReason.set(reason, [...(byReason.get(reason) ?? []), kpi]);
  }
  return [...byReason].map(([reason, kpis]) => ({
    head: fill(locale.mail.quality.unscored, { list: listKpis(edition, kpis) }),
    body: beginSentence(fill(locale.mail.preheader.full_stop, { text: reason })),
  }));
}

function viewLowResponse(edition: Edition): QualityItem[] {
  const kpis = printedKpis(edition).filter(({ lowResponse }) => lowResponse);
  if (kpis.length === 0) return [];
  const { low_response, low_response_note } = edition.locale.mail.quality;
  return [{ head: fill(low_response, { list: listKpis(edition, kpis) }), body: low_response_note }];
}

/** Roles with so few people that counting them would name them. */
function viewWithheld({ snapshot, locale }: Edition): QualityItem[] {
  const roles = (snapshot.people ?? []).filter(({ withheld }) => withheld).map((group) => roleName(group, locale));
  if (roles.length === 0) return [];
  const { withheld, withheld_note } = locale.mail.quality;
  return [{ head: fill(withheld, { list: listNames({ locale }, roles) }), body: withheld_note }];
}
