// The arithmetic of a KPI: + - * / ( ) over numbers, fact.measure, fact.measure[year_ago], target.<kpi> and period.days.
// Parsed once into a tree that is evaluated in exact rationals; no text is ever evaluated as code.
import { Fraction } from '../exact.ts';

export type Expression =
  | { kind: 'number'; value: string }
  | { kind: 'measure'; fact: string; measure: string; yearAgo: boolean; offset: number; length: number }
  | { kind: 'target'; kpi: string; offset: number; length: number }
  | { kind: 'days' }
  | { kind: 'operation'; operator: '+' | '-' | '*' | '/'; left: Expression; right: Expression };

export type Operand = Exclude<Expression, { kind: 'operation' }>;

type Token = { text: string; offset: number };

const TOKEN = /\s*(?<text>\d+(?:\.\d+)?|[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*(?:\[[a-z_]*\])?|[-+*/()])/gy;

/** Returns the tree, or what is wrong and where (an offset into the text). */
export function parseExpression(text: string): Expression | { wrong: string; offset: number } {
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) return tokens;
  const position = { at: 0 };
  try {
    const tree = parseSum(tokens, position, text.length);
    const rest = tokens[position.at];
    if (rest) return { wrong: `\`${rest.text}\` is not expected here`, offset: rest.offset };
    return tree;
  } catch (error) {
    if (error instanceof UnexpectedToken) return { wrong: error.message, offset: error.offset };
    throw error;
  }
}

/** Every number, measure, target and constant of an expression, in the order in which they are written. */
export function operandsOf(expression: Expression): Operand[] {
  return expression.kind === 'operation'
    ? [...operandsOf(expression.left), ...operandsOf(expression.right)]
    : [expression];
}

/** Evaluates with exact rationals. A missing operand or a division by zero makes the result missing (null). */
export function evaluateExpression(
  expression: Expression,
  readOperand: (operand: Exclude<Operand, { kind: 'number' }>) => Fraction | null,
): Fraction | null {
  if (expression.kind === 'number') return new Fraction(expression.value);
  if (expression.kind !== 'operation') return readOperand(expression);
  const left = evaluateExpression(expression.left, readOperand);
  const right = evaluateExpression(expression.right, readOperand);
  if (left === null || right === null) return null;
  if (expression.operator === '+') return left.add(right);
  if (expression.operator === '-') return left.sub(right);
  if (expression.operator === '*') return left.mul(right);
  return right.n === 0n ? null : left.div(right);
}

class UnexpectedToken extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

function tokenize(text: string): Token[] | { wrong: string; offset: number } {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const token = match.groups?.text as string;
    end = match.index + match[0].length;
    tokens.push({ text: token, offset: end - token.length });
  }
  const rest = text.slice(end);
  if (rest.trim() === '') return tokens;
  const offset = end + rest.search(/\S/);
  return { wrong: `\`${rest.trim().split(/\s/)[0]}\` is no number, fact.measure, target.<kpi> or period.days`, offset };
}

function parseSum(tokens: Token[], position: { at: number }, end: number): Expression {
  return parseChain(tokens, position, ['+', '-'], () =>
    parseChain(tokens, position, ['*', '/'], () => parseOperand(tokens, position, end)),
  );
}

function parseChain(
  tokens: Token[],
  position: { at: number },
  operators: ('+' | '-' | '*' | '/')[],
  parseNext: () => Expression,
): Expression {
  let left = parseNext();
  for (;;) {
    const operator = operators.find((candidate) => candidate === tokens[position.at]?.text);
    if (!operator) return left;
    position.at++;
    left = { kind: 'operation', operator, left, right: parseNext() };
  }
}

function parseOperand(tokens: Token[], position: { at: number }, end: number): Expression {
  const token = tokens[position.at++];
  if (!token) throw new UnexpectedToken('the expression ends too early', end);
  if (token.text === '(') {
    const inner = parseSum(tokens, position, end);
    const closing = tokens[position.at++];
    if (closing?.text !== ')') throw new UnexpectedToken('a closing bracket is missing', closing?.offset ?? end);
    return inner;
  }
  if (/^\d/.test(token.text)) return { kind: 'number', value: token.text };
  if (/^[-+*/)]$/.test(token.text)) throw new UnexpectedToken(`\`${token.text}\` is not expected here`, token.offset);
  return readName(token);
}

function readName(token: Token): Expression {
  const [name, suffix] = token.text.split('[') as [string, string | undefined];
  const [fact, measure] = name.split('.') as [string, string];
  const place = { offset: token.offset, length: name.length };
  if (suffix !== undefined && suffix !== 'year_ago]') {
    throw new UnexpectedToken('only [year_ago] may follow a measure', token.offset + name.length);
  }
  if (fact === 'target') return { kind: 'target', kpi: measure, ...place };
  if (fact === 'period') {
    if (measure !== 'days') throw new UnexpectedToken('of a period only period.days is known', token.offset);
    return { kind: 'days' };
  }
  return { kind: 'measure', fact, measure, yearAgo: suffix !== undefined, ...place };
}
