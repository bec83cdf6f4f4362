// What owners see above the finished mail: who waits for it and until when, by which commands they decide, what moved most
// since the period before, and what is unusual. Only what the snapshot says, at most a screen of it.
import { Temporal } from 'temporal-polyfill';
import { formatFixed, parseDecimal } from '../exact.ts';
import type { Move } from '../snapshot/move-shape.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';
import { sayFound } from './check-words.ts';
import { instantName, periodName } from './dates.ts';
import { type Edition, getKpi, markedName, openEdition, printQuantity } from './edition.ts';
import { writePreheader, writeSubject } from './headline.ts';
import { formatChange } from './numbers.ts';
import { whyUnavailable } from './reasons.ts';
import { shownKpis } from './shown-section.ts';
import { describeSignal } from './signal-words.ts';
import type { ViewInput } from './view.ts';
import { beginSentence, cleanName, cleanText, fill, fillCounted } from './words.ts';

/**
 * Options by which commands act on the same place: those that make a report, those that only read or write what lies in the
 * store, and those that send again.
 */
export type DecideBy = { release: string; hold: string; resend: string };

export type ReleaseAsk = {
  run: string;
  goesOutAt: string;
  /** How many readers wait. */
  waiting: number;
  /** It goes out without another command. */
  byItself: boolean;
  decideBy: DecideBy;
};

/** `moves`: the most unusual first. */
export type Preview = ReleaseAsk & { moves: readonly Move[] };

export type MovedRow = { name: string; from: string; to: string; change: string; note: string };

export type ReleaseSection = {
  title: string;
  sentences: string[];
  commands: { label: string; command: string }[];
  moved: { title: string; note: string; rows: MovedRow[]; none: string | null };
  unusual: { title: string; items: { head: string; body: string }[]; none: string | null };
  /** What stands between this and the mail. */
  below: string;
};

const MOST_MOVED = 6;

/** `most`: how many things of a kind are listed. */
export function viewRelease(
  { snapshot, locale }: Pick<ViewInput, 'snapshot' | 'locale'>,
  ask: Preview,
  most: number,
): ReleaseSection & { subject: string; preheader: string } {
  const edition = openEdition(snapshot, locale);
  const words = locale.release;
  const printed = new Set(printedKpis(edition).map(({ id }) => id));
  const shown = ask.moves.filter(({ kpi }) => printed.has(kpi)).slice(0, MOST_MOVED);
  const items = viewUnusual(edition, shown, most);
  const goesOutAt = instantName(ask.goesOutAt, snapshot.period.timeZone, locale);
  const until = timeOf(ask.goesOutAt, snapshot.period.timeZone);
  return {
    subject: fill(words.subject, { subject: writeSubject(edition), time: until }),
    preheader: items[0]?.head ?? writePreheader(edition),
    title: words.title,
    sentences: [
      fillCounted(words.waiting, ask.waiting),
      fill(ask.byItself ? words.by_itself : words.by_command, { instant: goesOutAt }),
    ],
    commands: (['release', 'hold'] as const).map((name) => ({
      label: words[name],
      command: `npx scorecard ${name} ${ask.run}${ask.decideBy[name]} --by <you> --reason <why>`,
    })),
    moved: {
      title: words.moved.title,
      note: words.moved.note,
      rows: shown.map((move) => viewMove(edition, move)),
      none: shown.length === 0 ? words.moved.none : null,
    },
    unusual: { title: words.unusual.title, items, none: items.length === 0 ? words.unusual.none : null },
    below: words.below,
  };
}

/** What the mail prints with a name: every card's lines, those beside the score included. */
function printedKpis(edition: Edition): SnapshotKpi[] {
  const lines = edition.card.lines.map(({ kpi }) => getKpi(edition, kpi));
  return [...new Set([...lines, ...shownKpis(edition)])];
}

function timeOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

function viewMove(edition: Edition, { kpi: id, size }: Move): MovedRow {
  const { locale } = edition;
  const kpi = getKpi(edition, id);
  const words = locale.release.moved;
  const usual =
    size === 'unmoved'
      ? words.unmoved
      : size === 'unknown'
        ? words.unknown
        : fill(words.times, { times: formatFixed(parseDecimal(size.times), 1).replace('.', locale.numbers.decimal) });
  const signal = kpi.signal?.verdict === 'signal' ? describeSignal(edition, kpi) : null;
  return {
    name: markedName(edition, kpi),
    from: fill(words.from, { value: printQuantity(edition, kpi, kpi.previous?.value ?? null) }),
    to: printQuantity(edition, kpi, kpi.value),
    change: formatChange(kpi, kpi.previous, edition) ?? locale.not_available,
    note: signal === null ? usual : usual + locale.mail.header.separator + signal,
  };
}

type Item = { head: string; body: string };

/** `moved`: what is told above already. `most`: of each kind. */
function viewUnusual(edition: Edition, moved: readonly Move[], most: number): Item[] {
  return [
    ...viewChecks(edition, most),
    ...some(edition, lostOf(edition), most),
    ...some(edition, restatedOf(edition), most),
    ...some(edition, signalsOf(edition, moved), most),
  ];
}

/** The first of them, and of the others how many there are. */
function some(edition: Edition, items: readonly Item[], most: number): Item[] {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  const last = shown.at(-1);
  if (rest === 0 || last === undefined) return shown;
  const more = fill(edition.locale.mail.quality.more, { n: String(rest) });
  return [...shown.slice(0, -1), { ...last, body: last.body + edition.locale.mail.preheader.sentence + more }];
}

/** What a person accepted comes first, then what was left out, what may change, and what was only reported. */
const TOLD = ['accepted', 'excluded', 'provisional', 'reported'] as const;

function viewChecks(edition: Edition, most: number): Item[] {
  const { checks } = edition.snapshot;
  return TOLD.flatMap((outcome) =>
    some(
      edition,
      checks.filter((check) => check.outcome === outcome).map((check) => viewCheck(edition, check, outcome)),
      most,
    ),
  );
}

function viewCheck({ locale }: Edition, check: Snapshot['checks'][number], outcome: (typeof TOLD)[number]): Item {
  const words = locale.release.unusual;
  const table = locale.tables[check.table] ?? check.table;
  const subject = check.subject ?? null;
  const found = sayFound({ check: check.id, subject }, check.found ?? {}, locale) ?? cleanText(check.detail ?? '');
  const sentence = fill(locale.mail.preheader.full_stop, { text: beginSentence(found) });
  const who = check.accepted
    ? [fill(words.accepted_by, { by: cleanName(check.accepted.by), reason: cleanName(check.accepted.reason) })]
    : [];
  return {
    head: fill(words.check, { outcome: words[outcome], check: locale.checks[check.id].name, table }),
    body: [sentence, ...who].join(locale.mail.preheader.sentence),
  };
}

/** Figures that were there the last time and are not now. */
function lostOf(edition: Edition): Item[] {
  const { locale } = edition;
  const words = locale.release.unusual;
  return printedKpis(edition)
    .filter(({ value, previous }) => value === null && (previous?.value ?? null) !== null)
    .map((kpi) => ({
      head: fill(words.lost, { kpi: markedName(edition, kpi) }),
      body: fill(words.lost_note, {
        before: printQuantity(edition, kpi, kpi.previous?.value ?? null),
        reason: whyUnavailable(locale, kpi.notes, kpi),
      }),
    }));
}

function restatedOf(edition: Edition): Item[] {
  const { snapshot, locale } = edition;
  const words = locale.mail.quality;
  const printed = new Set(printedKpis(edition).map(({ id }) => id));
  return snapshot.restated
    .filter(({ kpi }) => printed.has(kpi))
    .map(({ kpi: id, period, published, now }) => {
      const kpi = getKpi(edition, id);
      return {
        head: fill(words.restated, { kpi: markedName(edition, kpi), period: periodName(period, 'long', locale) }),
        body: fill(words.restated_note, {
          published: printQuantity(edition, kpi, published),
          now: printQuantity(edition, kpi, now),
        }),
      };
    });
}

function signalsOf(edition: Edition, moved: readonly Move[]): Item[] {
  const told = new Set(moved.map(({ kpi }) => kpi));
  return printedKpis(edition)
    .filter(({ id, signal }) => signal?.verdict === 'signal' && !told.has(id))
    .flatMap((kpi) => {
      const said = describeSignal(edition, kpi);
      const words = edition.locale.release.unusual;
      return said === null
        ? []
        : [
            {
              head: fill(words.signal, { kpi: markedName(edition, kpi) }),
              body: fill(words.signal_note, { value: printQuantity(edition, kpi, kpi.value), signal: said }),
            },
          ];
    });
}
