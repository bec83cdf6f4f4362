// A rule of reconciliation ties accounts to measures of the same period, each of its reasons explains by one thing, and
// every reader can read it.
import type { Problem } from '../../problem.ts';
import type { ReconciliationEntry } from '../draft.ts';
import { operandsOf, parseExpression } from '../expression.ts';
import type { Path } from '../yaml-file.ts';
import { wrongNames } from './expression-names.ts';
import { problemAt, type Rule } from './rule.ts';

export const reconciliationStandsOnce: Rule = ({ reconciliation }) =>
  reconciliation.flatMap((rule, index) => {
    const first = reconciliation.findIndex(({ id }) => id === rule.id);
    const twice =
      first === index
        ? []
        : [
            problemAt(
              rule,
              [],
              'DUPLICATE_ID',
              `Rule ${rule.id} already stands in ${reconciliation[first]?.source.file}.`,
              'Rename or remove one of the two.',
              'key',
            ),
          ];
    return [...twice, ...repeatedAccounts(rule)];
  });

/** An account that stands twice would count twice. */
function repeatedAccounts(rule: ReconciliationEntry): Problem[] {
  const { accounts, reasons } = rule.value;
  const lists: [Path, string[]][] = [
    [['accounts'], accounts],
    ...Object.entries(reasons).map(([id, reason]): [Path, string[]] => [
      ['reasons', id, 'accounts'],
      reason.accounts ?? [],
    ]),
  ];
  return lists.flatMap(([path, list]) =>
    list.flatMap((account, at) => {
      if (list.indexOf(account) === at) return [];
      const message = `Rule ${rule.id} adds up account ${account} twice.`;
      return [problemAt(rule, [...path, at], 'DUPLICATE_ID', message, 'Remove one of the two.')];
    }),
  );
}

export const reconciliationIsWhole: Rule = ({ reconciliation }) =>
  reconciliation.flatMap((rule): Problem[] => {
    const { tolerance, reasons } = rule.value;
    const limits = Object.keys(tolerance).length > 0;
    const message = `Rule ${rule.id} has no tolerance.`;
    const remedy = 'Give absolute, relative or both; absolute: 0 allows nothing to stay unexplained.';
    return [
      ...(limits ? [] : [problemAt(rule, ['tolerance'], 'MISSING_KEY', message, remedy, 'key')]),
      ...Object.keys(reasons).flatMap((id) => wrongReason(rule, id)),
    ];
  });

function wrongReason(rule: ReconciliationEntry, id: string): Problem[] {
  const reason = rule.value.reasons[id];
  if ((reason?.amount === undefined) === (reason?.accounts === undefined)) {
    const message = `Reason ${id} of rule ${rule.id} ${reason?.amount === undefined ? 'does not say' : 'says twice'} what it explains.`;
    const remedy = 'Give either amount, an expression over measures, or accounts of the ledger.';
    return [problemAt(rule, ['reasons', id], 'INVALID_VALUE', message, remedy, 'key')];
  }
  if (reason?.normal_balance === undefined || reason.accounts !== undefined) return [];
  const message = `Reason ${id} of rule ${rule.id} has a \`normal_balance\` without \`accounts\`.`;
  const path = ['reasons', id, 'normal_balance'];
  return [problemAt(rule, path, 'INVALID_VALUE', message, 'Remove it, or give accounts instead of amount.', 'key')];
}

export const reconciliationNamesExist: Rule = ({ reconciliation, facts, kpis }) =>
  reconciliation.flatMap((rule) => {
    const { measured, reasons } = rule.value;
    const texts: [Path, string][] = [
      [['measured'], measured],
      ...Object.entries(reasons).flatMap(([id, { amount }]): [Path, string][] =>
        amount === undefined ? [] : [[['reasons', id, 'amount'], amount]],
      ),
    ];
    return texts.flatMap(([path, text]) => {
      const wrong = wrongNames({ entry: rule, kind: 'Rule' }, path, text, false, { facts, kpis });
      return wrong.length > 0 ? wrong : otherThanMeasures(rule, path, text);
    });
  });

/** The ledger has what happened in the period: targets and other years stand in no account. */
function otherThanMeasures(rule: ReconciliationEntry, path: Path, text: string): Problem[] {
  const tree = parseExpression(text);
  if ('wrong' in tree) return [];
  const other = operandsOf(tree).find(
    (operand) => operand.kind === 'target' || (operand.kind === 'measure' && operand.yearAgo),
  );
  if (other === undefined) return [];
  const what = other.kind === 'target' ? 'a target' : 'another year';
  const message = `Rule ${rule.id} reads ${what}, which is in no ledger of the period.`;
  return [problemAt(rule, path, 'INVALID_EXPRESSION', message, 'Name measures of the period alone.')];
}

export const reconciliationInEveryLocale: Rule = ({ reconciliation, shop }) =>
  reconciliation.flatMap((rule) => {
    const names: [Path, Record<string, string>][] = [
      [['name'], rule.value.name],
      ...Object.entries(rule.value.reasons).map(([id, { name }]): [Path, Record<string, string>] => [
        ['reasons', id, 'name'],
        name,
      ]),
    ];
    return names.flatMap(([path, name]) =>
      (shop?.value.locales ?? [])
        .filter((locale) => name[locale] === undefined)
        .map((locale) => {
          const what = path.length === 1 ? `Rule ${rule.id}` : `Reason ${String(path[1])} of rule ${rule.id}`;
          const message = `${what} has no name in ${locale}.`;
          return problemAt(
            rule,
            path,
            'UNKNOWN_TEXT',
            message,
            `Add ${locale} here or under names.reconciliation of locales/${locale}.yaml.`,
            'key',
          );
        }),
    );
  });
