// Rules of checks hold together: each stands once, names a table that exists, and has no limit that its action ignores.
import type { Problem } from '../../problem.ts';
import { type CheckId, ROW_CHECKS } from '../checks.ts';
import type { CheckEntry } from '../draft.ts';
import { suggestName } from '../nearest.ts';
import { idsOf, problemAt, type Rule } from './rule.ts';

export const checkRulesNameTables: Rule = ({ checks, tables }) =>
  checks.flatMap((rule) => {
    const { table } = namesIn(rule);
    if (table === null || idsOf(tables).includes(table)) return [];
    const message = `The rule ${rule.id} is about \`${table}\`, which is no table.`;
    return [problemAt(rule, [], 'UNKNOWN_TABLE', message, suggestName(table, idsOf(tables)), 'key')];
  });

/** Nobody could tell which of two files holds. */
export const checkRulesStandOnce: Rule = ({ checks }) =>
  checks.flatMap((rule, index) => {
    const first = checks.findIndex(({ id }) => id === rule.id);
    if (first === index) return [];
    const message = `The rule ${rule.id} already stands in ${checks[first]?.source.file}.`;
    const remedy =
      'Keep one of the two: <table>.<check> stands for one table, a file of the same name for another file.';
    return [problemAt(rule, [], 'DUPLICATE_ID', message, remedy, 'key')];
  });

export const checkRulesAreWhole: Rule = ({ checks }) =>
  checks.flatMap((rule): Problem[] => {
    const { check } = namesIn(rule);
    const { action, up_to, final_after_days } = rule.value;
    const wrong = (key: string, message: string, remedy: string) => [
      problemAt(rule, [key], 'INVALID_VALUE', message, remedy),
    ];
    if (check === 'columns_present' && action !== 'hold') {
      return wrong('action', 'Without its columns nothing can be read of a table.', 'Write action: hold.');
    }
    if (action === 'exclude' && !ROW_CHECKS.includes(check)) {
      const remedy = 'Hold the run, mark figures as provisional, or only report it.';
      return wrong('action', `${check} finds no rows that could be left out.`, remedy);
    }
    return [
      ...(up_to !== undefined && action === 'hold'
        ? wrong('up_to', `${rule.id} holds the run in any case, so that up_to says nothing.`, 'Take up_to out.')
        : []),
      ...(up_to !== undefined && !COUNTING.includes(check)
        ? wrong('up_to', `${check} counts no rows of which up_to could be a share.`, 'Take up_to out.')
        : []),
      ...(final_after_days !== undefined && action !== 'provisional'
        ? wrong(
            'final_after_days',
            `${rule.id} makes nothing provisional.`,
            'Take it out, or write action: provisional.',
          )
        : []),
    ];
  });

/** Checks whose findings say how many rows among how many. */
const COUNTING: readonly CheckId[] = [...ROW_CHECKS, 'keys_unique', 'children'];

function namesIn({ id }: CheckEntry): { table: string | null; check: CheckId } {
  const parts = id.split('.');
  return { table: parts.length > 1 ? (parts[0] ?? null) : null, check: parts.at(-1) as CheckId };
}
