// A pocket calculator: + − × ÷ and brackets over plain numbers, as a reader of a formula has one.
export function calculate(text: string): number {
  const tokens = text.match(/\d+(?:\.\d+)?|[()+−×÷]/g) ?? [];
  if (tokens.join('') !== text.replaceAll(' ', '')) throw new Error(`no calculator has these keys: ${text}`);
  let at = 0;
  const factor = (): number => {
    const token = tokens[at++];
    if (token === '−') return -factor();
    if (token !== '(') return Number(token);
    const inner = sum();
    at++;
    return inner;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '×' || tokens[at] === '÷') value = tokens[at++] === '×' ? value * factor() : value / factor();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '−')
      value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };
  return sum();
}

/** Each `left = right` of a formula, redone; a comparison such as `0.9 ≥ 0.8 → 100.00` has nothing to compute. */
export function redo(formula: string): { text: string; computed: number; printed: number }[] {
  return formula.split('\n').flatMap((text) => {
    const [left, right] = text.split(' = ');
    if (left === undefined || right === undefined) return [];
    return [{ text, computed: calculate(left), printed: calculate(right) }];
  });
}
