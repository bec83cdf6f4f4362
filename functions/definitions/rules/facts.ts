// A fact holds together: its clocks, dimensions and measures use columns that its rows yield.
import { PERIOD_COLUMNS } from '../../facts/period-columns.ts';
import { mentionedColumns, selectedColumns } from '../../facts/sql-text.ts';
import type { Problem } from '../../problem.ts';
import type { FactEntry } from '../draft.ts';
import { parseMeasure } from '../measure.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { problemAt, problemIn, type Rule } from './rule.ts';

const RESERVED_COLUMNS = [...PERIOD_COLUMNS, 'period', 'cut', 'member', 'stratum'];

export const factColumnsExist: Rule = ({ facts }) =>
  facts.flatMap((fact) => {
    const rows = selectedColumns(fact.value.rows);
    if (rows === null) {
      const remedy = 'Write SELECT and each column by name; put joins and CTEs into a view.';
      return [problemAt(fact, ['rows'], 'INVALID_VALUE', `Fact ${fact.id} does not name its columns.`, remedy)];
    }
    return [...reservedColumns(fact, rows), ...columnsOfKeys(fact, rows), ...columnsOfMeasures(fact, rows)];
  });

function reservedColumns(fact: FactEntry, rows: string[]): Problem[] {
  return rows
    .filter((column, index) => RESERVED_COLUMNS.includes(column) || rows.indexOf(column) !== index)
    .map((column) =>
      problemAt(
        fact,
        ['rows'],
        'DUPLICATE_ID',
        RESERVED_COLUMNS.includes(column)
          ? `Column \`${column}\` of fact ${fact.id} is a reserved name.`
          : `Column \`${column}\` of fact ${fact.id} stands there twice.`,
        'Give it another name by AS.',
      ),
    );
}

function columnsOfKeys(fact: FactEntry, rows: string[]): Problem[] {
  const { born, dimensions, large, always_cut, per, clocks } = fact.value;
  const unknown = (path: Path, name: string, allowed: string[]): Problem[] =>
    allowed.includes(name)
      ? []
      : [
          problemAt(
            fact,
            path,
            'UNKNOWN_COLUMN',
            `Fact ${fact.id} has no column \`${name}\`.`,
            suggestName(name, allowed),
          ),
        ];
  return [
    ...(born === undefined ? [] : unknown(['born'], born, rows)),
    ...dimensions.flatMap((name, index) => unknown(['dimensions', index], name, rows)),
    ...large.flatMap((name, index) => unknown(['large', index], name, dimensions)),
    ...always_cut.flatMap((name, index) => unknown(['always_cut', index], name, dimensions)),
    ...(per?.keys ?? []).flatMap((name, index) => unknown(['per', 'keys', index], name, rows)),
    ...Object.entries(clocks).flatMap(([clock, sql]) =>
      unknownIn(fact, ['clocks', clock], sql, [...rows, ...PERIOD_COLUMNS]),
    ),
  ];
}

function columnsOfMeasures(fact: FactEntry, rows: string[]): Problem[] {
  const { per, measures, clocks } = fact.value;
  const visible = per
    ? [...per.keys, ...Object.keys(per.sums), ...fact.value.dimensions]
    : [...rows, ...PERIOD_COLUMNS];
  const sums = Object.entries(per?.sums ?? {}).flatMap(([name, sql]) =>
    unknownIn(fact, ['per', 'sums', name], sql, rows),
  );
  const own = Object.entries(measures).flatMap(([clock, group]) => [
    ...(clock in clocks
      ? []
      : [
          problemAt(
            fact,
            ['measures', clock],
            'UNKNOWN_CLOCK',
            `Fact ${fact.id} has no clock \`${clock}\`.`,
            suggestName(clock, Object.keys(clocks)),
            'key',
          ),
        ]),
    ...Object.entries(group).flatMap(([name, text]) => {
      const path = ['measures', clock, name];
      const measure = parseMeasure(text);
      if ('wrong' in measure) {
        return [problemAt(fact, path, 'INVALID_MEASURE', `Measure ${name}: ${measure.wrong}.`, 'Correct the measure.')];
      }
      if (measure.weight !== null && (!per || measure.where !== null)) {
        const remedy = 'Give the fact `per` with the bucket as its key, and no condition.';
        return [problemAt(fact, path, 'INVALID_MEASURE', `Measure ${name} weighs rows.`, remedy)];
      }
      return unknownIn(fact, path, text.replace(/^\s*\w+\s*\(/, '('), visible);
    }),
  ]);
  return [...sums, ...own];
}

function unknownIn(fact: FactEntry, path: Path, sql: string, allowed: string[]): Problem[] {
  return mentionedColumns(sql)
    .filter(({ text }) => !allowed.includes(text) && text.toLowerCase() !== 'where')
    .map(({ text }) => {
      const whole = textAt(fact, path);
      const word = { offset: Math.max(0, whole.search(new RegExp(`\\b${text}\\b`))), length: text.length };
      const message = `Fact ${fact.id} has no column \`${text}\`.`;
      return problemIn(fact, path, word, 'UNKNOWN_COLUMN', message, suggestName(text, allowed));
    });
}

function textAt(fact: FactEntry, path: Path): string {
  let value: unknown = fact.value;
  for (const key of path) value = (value as Record<PropertyKey, unknown>)[key];
  return String(value);
}

export const measuresAreUnique: Rule = ({ facts }) =>
  facts.flatMap((fact) => {
    const all = Object.entries(fact.value.measures).flatMap(([clock, group]) =>
      Object.keys(group).map((name) => ({ clock, name })),
    );
    return all
      .filter(({ name }, index) => all.findIndex((other) => other.name === name) < index)
      .map(({ clock, name }) =>
        problemAt(
          fact,
          ['measures', clock, name],
          'DUPLICATE_ID',
          `Measure ${name} of fact ${fact.id} stands under two clocks.`,
          'Rename one of them.',
          'key',
        ),
      );
  });

export const optionalsExist: Rule = ({ facts, tables }) =>
  facts.flatMap((fact) => {
    const measures = Object.values(fact.value.measures).flatMap((group) => Object.keys(group));
    const known = tables.map(({ id }) => id);
    return Object.entries(fact.value.optional).flatMap(([table, names]) => [
      ...(known.includes(table)
        ? []
        : [
            problemAt(
              fact,
              ['optional', table],
              'UNKNOWN_TABLE',
              `\`${table}\` is no canonical table.`,
              suggestName(table, known),
              'key',
            ),
          ]),
      ...names
        .filter((name) => !measures.includes(name))
        .map((name) =>
          problemAt(
            fact,
            ['optional', table],
            'UNKNOWN_MEASURE',
            `Fact ${fact.id} has no measure \`${name}\`.`,
            suggestName(name, measures),
          ),
        ),
    ]);
  });
