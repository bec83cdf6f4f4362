// Turns a draft that holds all rules into definitions: parsed expressions and measures, camelCase, frozen, hashed.
import { createHash } from 'node:crypto';
import type { Unit } from '../snapshot/shape.ts';
import { type ComputationText, computationsOf } from './computations.ts';
import type {
  CheckRule,
  Computation,
  Contract,
  Definitions,
  DriverMethod,
  Fact,
  Formula,
  Kpi,
  Parameters,
  Playbook,
  ReconciliationReason,
  ReconciliationRule,
  Table,
  TargetValues,
} from './definitions.ts';
import type {
  CheckEntry,
  Draft,
  FactEntry,
  KpiEntry,
  PlaybookEntry,
  ReconciliationEntry,
  TableEntry,
} from './draft.ts';
import { type Expression, parseExpression } from './expression.ts';
import { type Measure, parseMeasure } from './measure.ts';
import { HISTORY_MONTHS, isOfPeople, seriesOf } from './report-series.ts';

const DECIMALS: Record<Unit, number> = {
  money: 2,
  count: 0,
  percent: 1,
  points: 1,
  score5: 2,
  hours: 1,
  minutes: 1,
  days: 2,
  ms: 0,
  times: 2,
  per_hour: 2,
};

export function assembleDefinitions(draft: Draft, shop: NonNullable<Draft['shop']>): Definitions {
  const body = {
    tables: byId(draft.tables.map(toTable)),
    views: Object.fromEntries(draft.views.map(({ id, value }) => [id, value.trim()])),
    facts: byId(draft.facts.map(toFact)),
    checkRules: Object.fromEntries(draft.checks.map(({ id, value }) => [id, toCheckRule(value)])),
    kpis: byId(draft.kpis.map(toKpi)),
    playbooks: byId(draft.playbooks.map(toPlaybook)),
    reconciliation: byId(draft.reconciliation.map(toReconciliation)),
    scorecards: byId(
      draft.scorecards.map(({ id, value }) => ({
        id,
        ...value,
        role: value.role ?? null,
        lines: value.lines.map((line) => ({
          ...pick(line, 'kpi', 'weight', 'missing', 'mature'),
          as: line.as ?? null,
          windowMonths: line.window_months,
          target: toTarget(line),
        })),
      })),
    ),
    reports: byId(
      reportsOf(draft, shop.value.reports).map(
        ({ id, value: { history_months, slice_by, preliminary_of, brief, ...value } }) => ({
          id,
          ...value,
          release: value.release ?? null,
          sliceBy: slice_by ?? null,
          preliminaryOf: preliminary_of ?? null,
          brief: brief ?? null,
          series: seriesOf(id, draft),
          historyMonths: history_months ?? (isOfPeople(value.view) ? 0 : HISTORY_MONTHS),
        }),
      ),
    ),
    locales: Object.fromEntries(draft.locales.map(({ id, value }) => [id, value])),
    shop: {
      ...pick(shop.value, 'name', 'address', 'sender', 'locales', 'owners'),
      parameters: toCamelCase(shop.value.parameters) as Parameters,
    },
    holidays: holidaysOf(draft, shop.value.parameters.holiday_calendar),
    sources: Object.fromEntries(draft.sources.map(({ id, value }) => [id, value.trim()])),
    email: draft.email,
  };
  return deepFreeze({
    ...body,
    hash: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
    places: placesOf(draft),
  });
}

/** The reports that the shop makes. */
function reportsOf({ reports }: Draft, wanted: string[] | undefined): Draft['reports'] {
  return wanted === undefined ? reports : reports.filter(({ id }) => wanted.includes(id));
}

function holidaysOf({ calendars }: Draft, id: string | undefined): Definitions['holidays'] {
  const calendar = calendars.find((entry) => entry.id === id);
  return calendar === undefined ? null : { id: calendar.id, ...calendar.value };
}

function toTable({ id, value }: TableEntry): Table {
  return {
    id,
    key: value.key,
    versioned: value.versioned,
    partition: value.partition,
    readsAhead: value.ahead === 'scheduled',
    mayLack: value.may_lack,
    sparse: value.sparse,
    columns: Object.fromEntries(
      Object.entries(value.columns).map(([name, type]) => [
        name,
        { type: type.replace(/\?$/, ''), nullable: type.endsWith('?') },
      ]),
    ),
    contract: toContract(value.contract),
  };
}

function toContract({ fresh_days, clock, ...contract }: TableEntry['value']['contract']): Contract {
  return { ...contract, freshDays: fresh_days ?? null, clock: clock ?? null };
}

function toCheckRule({
  action,
  up_to,
  wait_hours,
  final_after_days,
  z,
  change,
  least_rows,
}: CheckEntry['value']): CheckRule {
  return {
    action,
    upTo: up_to ?? null,
    waitHours: wait_hours,
    finalAfterDays: final_after_days ?? null,
    z: z ?? null,
    change: change ?? null,
    leastRows: least_rows ?? null,
  };
}

function toFact({ id, value }: FactEntry): Fact {
  const { rows, born, clocks, dimensions, large, always_cut, per, optional } = value;
  const measures = Object.entries(value.measures).flatMap(([clock, group]) =>
    Object.entries(group).map(([name, text]) => [name, { ...(parseMeasure(text) as Measure), clock }] as const),
  );
  return {
    id,
    rows: rows.trim(),
    born: born ?? null,
    clocks,
    dimensions,
    large,
    alwaysCut: always_cut,
    per: per ?? null,
    optional,
    measures: Object.fromEntries(measures),
  };
}

function toKpi({ id, family, value }: KpiEntry): Kpi {
  const [total, ...slices] = computationsOf(value);
  return {
    id,
    family,
    ...pick(value, 'name', 'unit', 'better', 'strata', 'seasonal'),
    definition: value.definition ?? {},
    source: value.source ?? null,
    owner: value.owner ?? {},
    rollup: value.rollup ?? rollupOf(total?.texts ?? {}),
    ...toComputation(total?.texts ?? {}),
    decimals: value.decimals ?? DECIMALS[value.unit],
    minSample: value.min_sample,
    withheldBelow: value.withheld_below ?? null,
    maturityDays: value.maturity_days,
    atMost: value.at_most ?? null,
    hasTotal: value.total,
    slices: slices.map(({ dimension, column, texts }) => ({
      dimension: dimension as string,
      column: column as string,
      ...toComputation(texts),
    })),
    drivers: value.drivers.map(toDriver),
    target: toTarget(value),
  };
}

function toDriver({ method, visits, orders, quantity, by }: KpiEntry['value']['drivers'][number]): DriverMethod {
  const name = (text: string | undefined) => {
    const [fact = '', measure = ''] = (text ?? '').split('.');
    return { fact, measure };
  };
  if (method === 'price_volume_mix') return { method, quantity: name(quantity), by: by ?? '' };
  if (method === 'orders_and_value') return { method, orders: name(orders) };
  return { method, visits: name(visits), orders: name(orders) };
}

function toPlaybook({ id, value: { owner, actions } }: PlaybookEntry): Playbook {
  return { id, owner: owner ?? {}, actions: actions.map(({ when, text }) => ({ when: when ?? null, text })) };
}

function toReconciliation({ id, value }: ReconciliationEntry): ReconciliationRule {
  const { name, accounts, normal_balance, measured, tolerance, reasons } = value;
  return {
    id,
    name,
    accounts,
    normalBalance: normal_balance,
    measured: parse(measured),
    tolerance: { absolute: tolerance.absolute ?? '0', relative: tolerance.relative ?? '0' },
    reasons: Object.entries(reasons).map(([reason, said]): ReconciliationReason => {
      const head = { id: reason, name: said.name };
      if (said.amount !== undefined) return { ...head, from: 'measures', amount: parse(said.amount) };
      return { ...head, from: 'ledger', accounts: said.accounts ?? [], normalBalance: said.normal_balance ?? 'debit' };
    }),
  };
}

function toComputation(texts: ComputationText): Computation {
  const optional = (text: string | undefined) => (text === undefined ? null : parse(text));
  return {
    formula: toFormula(texts),
    factor: optional(texts.factor),
    sample: optional(texts.sample),
    censored: optional(texts.censored),
    excluded: optional(texts.excluded),
    squares: optional(texts.squares),
    asked: optional(texts.asked),
    withheldBy: optional(texts.withheld_by),
  };
}

/** What adds up over months, unless the KPI says otherwise: a plain value does, a division does not. */
function rollupOf({ value, percentile, control_units }: ComputationText): Kpi['rollup'] {
  if (control_units !== undefined) return 'none';
  return percentile !== undefined ? 'percentile' : value !== undefined ? 'sum' : 'ratio';
}

function toFormula(texts: ComputationText): Formula {
  if (texts.value !== undefined) return { form: 'value', value: parse(texts.value) };
  if (texts.of !== undefined && texts.percentile !== undefined) {
    return {
      form: 'percentile',
      percentile: texts.percentile,
      of: parse(texts.of) as Expression & { kind: 'measure' },
    };
  }
  const { control_conversions, control_units, treatment_conversions, treatment_units } = texts;
  if (control_units !== undefined) {
    const arm = (conversions = '', units = '') => ({ conversions: parse(conversions), units: parse(units) });
    return {
      form: 'experiment',
      control: arm(control_conversions, control_units),
      treatment: arm(treatment_conversions, treatment_units),
    };
  }
  return { form: 'ratio', numerator: parse(texts.numerator ?? ''), denominator: parse(texts.denominator ?? '') };
}

function parse(text: string): Expression {
  const tree = parseExpression(text);
  if ('wrong' in tree) throw new Error(`unchecked expression: ${text}`);
  return tree;
}

type TargetText = { [key in 'target' | 'floor' | 'stretch' | 'band_lo' | 'band_hi']?: string | undefined };

function toTarget(from: TargetText): TargetValues {
  return {
    target: from.target ?? null,
    floor: from.floor ?? null,
    stretch: from.stretch ?? null,
    bandLow: from.band_lo ?? null,
    bandHigh: from.band_hi ?? null,
  };
}

function placesOf(draft: Draft): Definitions['places'] {
  const kinds = {
    tables: draft.tables,
    views: draft.views,
    facts: draft.facts,
    kpis: draft.kpis,
    sources: draft.sources,
  };
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, entries]) =>
      entries.map(({ id, source, path }) => [
        `${kind}/${id}`,
        kind === 'facts' ? source.place(['rows'], 'key') : source.place(path, 'key'),
      ]),
    ),
  );
}

function byId<T extends { id: string }>(list: T[]): Record<string, T> {
  return Object.fromEntries(list.map((item) => [item.id, item]));
}

function pick<T, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}

function toCamelCase(from: Record<string, unknown>): Record<string, unknown> {
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [camel(key), value]));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
