// Builds the reviews of people, one at a time: a person's figures, how each was made fair, and their peers as a group.
// Nobody else occurs in it. What a store adds (revision, plan, responses) is not known here.
import type { Report } from '../definitions/definitions.ts';
import { expressionsOf, factsOf } from '../facts/cuts.ts';
import { type Records, recordsOf } from '../facts/records.ts';
import { type Doubts, doubtsOfFigure } from '../kpis/doubts.ts';
import type { Reading } from '../kpis/reading.ts';
import type { Period } from '../periods/period.ts';
import type { FairLine } from '../scorecards/people/fair-line.ts';
import type { LineOfPeople } from '../scorecards/people/figures.ts';
import { formulaSteps } from '../scorecards/people/formula.ts';
import { prepareReview } from '../scorecards/people/review.ts';
import type { ScoredPart, ScoredPerson } from '../scorecards/people/scored-person.ts';
import type { Staff } from '../scorecards/people/staff.ts';
import type { Interval } from '../statistics/wilson.ts';
import { doubtsOfPart } from './doubts-of-part.ts';
import type { Person, PersonCard, PersonLine } from './person-shape.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import { SCHEMA_VERSION, type Snapshot } from './shape.ts';
import { targetOf } from './target.ts';

/** A person's review before it is stored. */
export type PersonDraft = Omit<Person, 'revision' | 'improvements' | 'past' | 'ended' | 'contested' | 'responses'>;

export type PersonsInput = {
  report: Report;
  period: Period;
  reading: Reading;
  phase: Person['phase'];
  /** Of the run, for the hash beside each figure. */
  statements: Pick<Snapshot['statements'][number], 'fact' | 'hash'>[];
};

export type Persons = {
  /** Everyone whom the report reviews, by id. */
  employees: string[];
  /** `previous`: the newest review of the person for the period before. */
  review(employee: string, previous: Person | null): PersonDraft;
};

type RecordsBy = (line: LineOfPeople) => (member: string) => Records[];

type BuildContext = PersonsInput & { recordsBy: RecordsBy };

const INTERVAL_DECIMALS = 6;

/** Peers are looked at once, here; `review` then asks for nothing and keeps nothing. */
export function preparePersons(input: PersonsInput): Persons {
  const { report, period, reading, phase } = input;
  const { definitions } = reading;
  const review = prepareReview(report.scorecards, period, reading);
  const context = { ...input, recordsBy: recordsByLine(reading) };
  const head = {
    schemaVersion: SCHEMA_VERSION,
    report: { id: report.id, title: report.title },
    shop: { name: definitions.shop.name },
    currency: definitions.shop.parameters.baseCurrency,
    definitionsHash: definitions.hash,
    asOf: reading.asOf,
    period: { ...period, grain: report.grain },
    phase,
  };
  return {
    employees: review.employees,
    review(employee, previous) {
      const scored = review.score(employee);
      const peers = review.peersOf(scored.staff.role);
      return {
        ...head,
        person: personOf(scored.staff),
        score: toQuantity(scored.score),
        grade: scored.grade,
        reason: scored.reason,
        band: review.bandOf(scored),
        peers: peers && { ...peers, mean: toQuantity(peers.mean) },
        kpis: kpisOf(scored.parts, reading),
        cards: scored.parts.map((part) => buildCard(part, previous, context)),
      };
    },
  };
}

function personOf({ id, role, department, manager, activeDays, activeShare, tenureDays }: Staff): Person['person'] {
  return {
    id,
    role,
    department,
    manager,
    activeDays: toQuantity(activeDays) as string,
    activeShare: toQuantity(activeShare) as string,
    tenureDays: toQuantity(tenureDays) as string,
  };
}

function kpisOf(parts: ScoredPart[], { definitions }: Reading): Person['kpis'] {
  const lines = new Map(parts.flatMap((part) => part.lines).map((line) => [line.kpi, line]));
  return [...lines].flatMap(([id, { evaluated }]) => {
    const kpi = definitions.kpis[id];
    if (!kpi) return [];
    const { name, unit, better, decimals } = kpi;
    return [
      { id, name, unit, better, decimals, factor: evaluated.factor.equals(1) ? null : evaluated.factor.toFraction() },
    ];
  });
}

function buildCard(part: ScoredPerson['parts'][number], previous: Person | null, context: BuildContext): PersonCard {
  const { card, staff, score } = part;
  const before = previous?.cards.find(({ scorecard }) => scorecard === card.id) ?? null;
  const earlier = fromQuantity(before?.score ?? null);
  return {
    scorecard: card.id,
    title: card.title,
    from: staff.from,
    to: staff.to,
    activeShare: toQuantity(staff.activeShare) as string,
    share: toQuantity(part.share) as string,
    score: toQuantity(score),
    grade: part.grade,
    coverage: toQuantity(part.coverage) as string,
    reason: part.reason,
    previous: previous && before && { period: previous.period.id, score: before.score },
    change: toQuantity(score === null || earlier === null ? null : score.sub(earlier)),
    lines: part.lines.map((line) => buildLine(line, part, before, context)),
  };
}

function buildLine(
  line: FairLine,
  part: ScoredPart,
  before: PersonCard | null,
  { reading, period, statements, recordsBy }: BuildContext,
): PersonLine {
  const { own, evaluated, adjusted, shrunk } = line;
  const { parameters } = reading.definitions.shop;
  const [fact] = factsOf(own.slice);
  const steps = formulaSteps(line, part.staff, period.days, parameters.scoreAtTarget);
  const records = recordsBy(own)(part.staff.id);
  return {
    kpi: line.kpi,
    weight: toQuantity(line.weight) as string,
    effectiveWeight: toQuantity(line.effectiveWeight),
    period: line.period,
    value: toQuantity(evaluated.value),
    numerator: toQuantity(evaluated.numerator),
    denominator: toQuantity(evaluated.denominator),
    sample: toQuantity(evaluated.sample),
    censored: toQuantity(evaluated.censored),
    notes: line.notes,
    ...doubtsOfLine(line, reading),
    adjusted: adjusted && {
      observed: toQuantity(adjusted.observed) as string,
      expected: toQuantity(adjusted.expected) as string,
      pooled: toQuantity(adjusted.pooled) as string,
      value: toQuantity(adjusted.rate) as string,
      stratum: adjusted.stratum,
    },
    shrunk: shrunk && {
      peerRate: toQuantity(shrunk.peerRate) as string,
      strength: toQuantity(shrunk.strength),
      peers: shrunk.peers,
      value: toQuantity(shrunk.value) as string,
    },
    scored: toQuantity(line.scored),
    interval: line.interval && boundsOf(line.interval, parameters.ciLevel),
    verdict: line.verdict,
    band: line.band,
    peers: line.peers && { people: line.peers.people, value: toQuantity(line.peers.value) },
    target: targetOf(line, own.kpi.better),
    targetVersion: line.targetVersion,
    prorated: toQuantity(line.prorated),
    formula: steps.length === 0 ? null : steps.map(({ text }) => text).join('\n'),
    score: toQuantity(line.score),
    previousScore: before?.lines.find(({ kpi }) => kpi === line.kpi)?.score ?? null,
    points: toQuantity(line.points),
    status: line.status,
    statement: statements.find((statement) => statement.fact === fact)?.hash ?? null,
    records: records.length === 0 ? null : records.map(({ sql }) => sql).join(';\n'),
  };
}

function doubtsOfLine({ own, notes }: FairLine, reading: Reading): Partial<Doubts> {
  return doubtsOfPart(doubtsOfFigure(own.kpi, own.window, notes, reading));
}

function boundsOf({ low, high }: Interval, level: string): PersonLine['interval'] {
  return { low: low.toFixed(INTERVAL_DECIMALS), high: high.toFixed(INTERVAL_DECIMALS), level };
}

/** The statement of a line is the same for everyone but for the name in it. */
function recordsByLine({ definitions, yearBefore }: Reading): RecordsBy {
  const known = new Map<LineOfPeople, (member: string) => Records[]>();
  return (line) => {
    const { slice, window } = line;
    const records =
      known.get(line) ?? recordsOf(expressionsOf(slice), slice.column, window, yearBefore(window), definitions);
    known.set(line, records);
    return records;
  };
}
