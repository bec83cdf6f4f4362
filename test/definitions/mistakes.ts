// Files with a mistake, laid over the real templates, and what the product prints about them.
import { formatProblem, type Problem } from '../../functions/problem.ts';
import { load, shopFiles } from '../support/shop.ts';

export type Files = Record<string, string | null>;

/** A mistake by name: the files, and every line that is printed. */
export type Mistake = [name: string, files: Files, printed: string[]];

export function printedLines(files: Files): string[] {
  return load(files).problems.flatMap((problem: Problem) => formatProblem(problem).split('\n'));
}

/** A KPI `x` whose formula begins in line 5. */
export function kpi(...lines: string[]): Files {
  return kpiOf('up', ...lines);
}

export function kpiOf(better: string, ...lines: string[]): Files {
  const head = ['x:', '  name: { en: X, zh-CN: X }', '  unit: count', `  better: ${better}`];
  return { 'kpis/own.yaml': [...head, ...lines.map((line) => `  ${line}`), '  family: web', ''].join('\n') };
}

/** A fact `clicks`; what is not said otherwise is right. */
export function fact(change: { rows?: string; clock?: string; more?: string[]; measures?: string[] } = {}): Files {
  const { rows = 'SELECT dt, channel, region, is_test FROM orders', clock = 'dt', more = [] } = change;
  const { measures = ['day:', '  n: count(*)'] } = change;
  const head = [`rows: ${rows}`, 'clocks:', `  day: ${clock}`, 'dimensions: [channel, region]'];
  return {
    'facts/clicks.yaml': [...head, ...more, 'measures:', ...measures.map((line) => `  ${line}`), ''].join('\n'),
  };
}

/** A scorecard `spring` whose lines begin in line 4. */
export function card(subject: string, ...lines: string[]): Files {
  const head = ['title: { en: Spring, zh-CN: 春 }', `subject: ${subject}`, 'lines:'];
  return { 'scorecards/spring.yaml': [...head, ...lines.map((line) => `  - { ${line} }`), ''].join('\n') };
}

/** A report `weekly`; what is not said otherwise is right. */
export function report(change: Record<string, string> = {}): Files {
  const right = {
    title: '{ en: Weekly, zh-CN: 周报 }',
    grain: 'month',
    schedule: 'day 5 08:00',
    scorecards: '[department]',
    email: 'monthly-executive',
    sections: '[score, attention, scorecard, data_quality]',
  };
  const lines = Object.entries({ ...right, ...change }).map(([key, value]) => `${key}: ${value}\n`);
  return { 'reports/weekly.yaml': lines.join('') };
}

/** A calendar `de` whose holidays of 2026 begin in line 4. */
export function calendar(...holidays: string[]): Files {
  const head = ['name: { en: Germany }', 'years:', '  2026:'];
  const lines = holidays.map((holiday) => `    - { ${holiday}, name: { en: Holiday } }`);
  return { 'calendars/de.yaml': [...head, ...lines, ''].join('\n') };
}

export function shop(...lines: string[]): Files {
  return { 'shop.yaml': ['name: Lanternwood', 'sender: scorecard@lanternwood.example', ...lines, ''].join('\n') };
}

/** A file of the templates with lines of the test before its first one. */
export function before(path: string, ...lines: string[]): Files {
  return { [path]: `${lines.join('\n')}\n${shopFiles()[path]?.text ?? ''}` };
}
