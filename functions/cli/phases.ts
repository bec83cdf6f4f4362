// What a step of the run is called on a terminal. Steps that take no time have no name.
const PHASES: [RegExp, string][] = [
  [/^check$/, 'checking the tables'],
  [/^restate-.*\.check$/, 'making an earlier month anew'],
  [/^query\[/, 'querying'],
  [/^publish$/, 'computing KPIs and scores, writing snapshots'],
  [/^render\[/, 'rendering the mail'],
  [/^preview$/, 'showing it to its owners'],
  [/^deliver-\d+$/, 'delivering'],
];

export function phaseOf(step: string): string | null {
  return PHASES.find(([pattern]) => pattern.test(step))?.[1] ?? null;
}
