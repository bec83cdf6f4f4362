// Data quality: what may still change, what was restated, which sources are absent, and what is not scored and why.
// It is always there: that nothing is wrong is said, not left to be guessed.
import type { SnapshotKpi, SnapshotLine } from '../snapshot/shape.ts';
import { listCarrierKpis } from './carriers-section.ts';
import { dayName, periodName } from './dates.ts';
import { type Edition, getKpi, kpiName } from './edition.ts';
import { formatValue, parseQuantity } from './numbers.ts';
import { roleName } from './people-section.ts';
import { whyUnavailable } from './reasons.ts';
import { shownKpis } from './shown-section.ts';
import { beginSentence, fill, joinSome } from './words.ts';

const MOST_NAMES = 6;
const MOST_RESTATED = 4;

export type QualityItem = { head: string; body: string };
export type QualitySection = { title: string; items: QualityItem[] };

/** `carriersShown`: the mail also marks the KPIs of its carriers section. */
export function viewQuality(edition: Edition, carriersShown: boolean): QualitySection {
  const items = [
    ...viewProvisional(edition, carriersShown),
    ...viewRestated(edition),
    ...viewSources(edition),
    ...viewUnscored(edition),
    ...viewLowResponse(edition),
    ...viewWithheld(edition),
    ...viewChecks(edition),
  ];
  const words = edition.locale.mail.quality;
  if (items.length === 0)
    items.push({ head: words.complete, body: fill(words.complete_note, { day: lastDay(edition) }) });
  return { title: words.title, items };
}

function lastDay({ snapshot, locale }: Edition): string {
  return dayName(snapshot.period.to, locale);
}

function viewProvisional(edition: Edition, carriersShown: boolean): QualityItem[] {
  const { locale } = edition;
  const words = locale.mail.quality;
  const beside = carriersShown ? listCarrierKpis(edition) : [];
  const shown = new Set([...printedKpis(edition), ...beside]);
  const names = [...shown].filter((kpi) => kpi.notes.includes('provisional')).map((kpi) => kpiName(edition, kpi));
  if (names.length === 0) return [];
  return [
    { head: fill(words.provisional, { list: joinSome(names, MOST_NAMES, locale) }), body: words.provisional_note },
  ];
}

function viewRestated(edition: Edition): QualityItem[] {
  const { snapshot, locale } = edition;
  const words = locale.mail.quality;
  const printed = new Set(printedKpis(edition).map(({ id }) => id));
  const shown = snapshot.restated.filter(({ kpi }) => printed.has(kpi));
  const items = shown.slice(0, MOST_RESTATED).map(({ kpi: id, period, published, now }): QualityItem => {
    const kpi = getKpi(edition, id);
    const print = (text: string | null) => {
      const value = parseQuantity(text);
      return value === null ? locale.not_available : formatValue(value, kpi, edition);
    };
    return {
      head: fill(words.restated, { kpi: kpiName(edition, kpi), period: periodName(period, 'long', locale) }),
      body: fill(words.restated_note, { published: print(published), now: print(now) }),
    };
  });
  const rest = shown.length - items.length;
  const last = items.at(-1);
  if (rest > 0 && last) last.body += locale.mail.preheader.sentence + fill(words.more, { n: String(rest) });
  return items;
}

function viewSources({ snapshot, locale }: Edition): QualityItem[] {
  const words = locale.mail.quality;
  const tables = (status: 'absent' | 'empty') =>
    snapshot.sources.filter((source) => source.status === status).map(({ table }) => locale.tables[table] ?? table);
  const item = (names: string[], head: string, body: string): QualityItem[] =>
    names.length === 0 ? [] : [{ head: fill(head, { list: joinSome(names, MOST_NAMES, locale) }), body }];
  return [
    ...item(tables('absent'), words.absent, words.absent_note),
    ...item(tables('empty'), words.empty, words.empty_note),
  ];
}

/** One item a reason, with all KPIs it holds for. */
function viewUnscored(edition: Edition): QualityItem[] {
  const { card, locale } = edition;
  const byReason = new Map<string, string[]>();
  for (const line of card.lines.filter(({ status }) => status === 'grey')) {
    const reason = whyUnavailable(locale, line.notes, getKpi(edition, line.kpi));
    byReason.set(reason, [...(byReason.get(reason) ?? []), nameOf(edition, line)]);
  }
  return [...byReason].map(([reason, names]) => ({
    head: fill(locale.mail.quality.unscored, { list: joinSome(names, MOST_NAMES, locale) }),
    body: beginSentence(fill(locale.mail.preheader.full_stop, { text: reason })),
  }));
}

function viewLowResponse(edition: Edition): QualityItem[] {
  const { locale } = edition;
  const names = printedKpis(edition)
    .filter(({ lowResponse }) => lowResponse)
    .map((kpi) => kpiName(edition, kpi));
  if (names.length === 0) return [];
  const { low_response, low_response_note } = locale.mail.quality;
  return [{ head: fill(low_response, { list: joinSome(names, MOST_NAMES, locale) }), body: low_response_note }];
}

/** Roles with so few people that counting them would name them. */
function viewWithheld({ snapshot, locale }: Edition): QualityItem[] {
  const roles = (snapshot.people ?? []).filter(({ withheld }) => withheld).map((group) => roleName(group, locale));
  if (roles.length === 0) return [];
  const { withheld, withheld_note } = locale.mail.quality;
  return [{ head: fill(withheld, { list: joinSome(roles, MOST_NAMES, locale) }), body: withheld_note }];
}

/** The KPIs of the card, those beside the score included. */
function printedKpis(edition: Edition): SnapshotKpi[] {
  return [...edition.card.lines.map((line) => getKpi(edition, line.kpi)), ...shownKpis(edition)];
}

function viewChecks({ snapshot, locale }: Edition): QualityItem[] {
  return snapshot.checks
    .filter((check) => check.outcome === 'held')
    .map((check) => ({
      head: fill(locale.mail.quality.held, {
        check: locale.checks[check.id]?.name ?? check.id,
        table: locale.tables[check.table] ?? check.table,
      }),
      body: check.detail ?? '',
    }));
}

function nameOf(edition: Edition, line: SnapshotLine): string {
  return kpiName(edition, getKpi(edition, line.kpi));
}
