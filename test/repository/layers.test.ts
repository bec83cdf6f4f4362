// Who may import what (biome.json), proved by breaking it: every offence stands in a copy of the layout outside the
// repository, so that a rule which was loosened by accident fails here and not on the first of a month.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LAYER_RULES = /title=(plugin|lint\/style\/(noRestrictedImports|noRestrictedGlobals)),file=([^,]+),line=(\d+)/;

const sandbox = mkdtempSync(path.join(tmpdir(), 'layers-'));
for (const name of ['biome.json', '.biome'])
  cpSync(path.join(ROOT, name), path.join(sandbox, name), { recursive: true });
afterAll(() => rmSync(sandbox, { recursive: true }));

const SDKS = ['@aws-sdk/client-s3', '@duckdb/node-api'];
const OUTSIDE = [...SDKS, 'node:fs', 'node:process', '~/aws/s3.ts', '~/local/folder.ts', '~/cli/exit.ts'];
const DEPLOYED = ['~/handlers/report.ts', '/infra/stages.ts', '/test/support/month.ts'];
const STORY = ['~/run-report.ts', '~/run/keys.ts', '~/checks/gate.ts', '~/delivery/deliver.ts', '~/replay.ts'];
const CLOCK = ['new Date()', 'Date.now()', 'Math.random()', 'performance.now()', 'Temporal.Now.instant()'];
const MACHINE = [
  'process.env',
  'globalThis.process',
  'crypto.randomUUID()',
  "'a'.localeCompare('b')",
  'setTimeout(f, 1)',
];
const NOT_FOR_PURE = [
  ...OUTSIDE,
  ...DEPLOYED,
  ...STORY,
  '~/email/compile.ts',
  'Store of ~/ports.ts',
  'randomUUID of node:crypto',
];

/** `~/` is functions/, `/` the repository; what looks like a call is an expression, the rest an import. */
const LAYERS: { files: string[]; may: string[]; mayNot: string[] }[] = [
  {
    files: ['definitions', 'periods', 'facts', 'kpis', 'scorecards', 'snapshot'].map(
      (part) => `functions/${part}/x.ts`,
    ),
    may: [
      '~/problem.ts',
      '~/exact.ts',
      '~/snapshot/shape.ts',
      'createHash of node:crypto',
      'Cell of ~/ports.ts',
      'zod',
    ],
    mayNot: [...NOT_FOR_PURE, ...CLOCK, ...MACHINE],
  },
  { files: ['functions/exact.ts', 'functions/problem.ts'], may: [], mayNot: [...NOT_FOR_PURE, ...CLOCK, ...MACHINE] },
  {
    files: ['functions/email/x.ts', 'functions/workbook/x.ts'],
    may: ['~/definitions/locale.ts', '~/snapshot/shape.ts', '~/snapshot/plan-shape.ts', '~/exact.ts'],
    mayNot: [...NOT_FOR_PURE, ...CLOCK, ...MACHINE, '~/facts/cube.ts', '~/kpis/evaluate.ts', '~/snapshot/build.ts'],
  },
  {
    files: [
      'run-report.ts',
      'replay.ts',
      'store-key.ts',
      'table-files.ts',
      'run/x.ts',
      'checks/x.ts',
      'delivery/x.ts',
      'watchdog/x.ts',
    ].map((file) => `functions/${file}`),
    may: ['~/ports.ts', '~/kpis/evaluate.ts', '~/snapshot/build.ts', '~/email/render.ts', 'createHash of node:crypto'],
    mayNot: [...OUTSIDE, ...DEPLOYED, '~/email/compile.ts', 'randomUUID of node:crypto', ...CLOCK, ...MACHINE],
  },
  {
    files: ['functions/access/x.ts'],
    may: ['~/ports.ts', '~/delivery/recipients.ts', '~/email/render.ts', 'createHmac of node:crypto'],
    mayNot: [...OUTSIDE, ...DEPLOYED, '~/email/compile.ts', 'randomBytes of node:crypto', ...CLOCK, ...MACHINE],
  },
  {
    files: ['functions/aws/x.ts'],
    may: [
      '~/ports.ts',
      '~/problem.ts',
      '~/replay.ts',
      '~/store-key.ts',
      '~/table-files.ts',
      '~/aws/s3.ts',
      '@aws-sdk/client-s3',
      'node:timers/promises',
    ],
    mayNot: [
      '@duckdb/node-api',
      '~/local/folder.ts',
      '~/cli/exit.ts',
      '~/kpis/evaluate.ts',
      ...DEPLOYED,
      ...STORY.slice(0, 4),
    ],
  },
  {
    files: ['functions/local/x.ts'],
    may: [
      '~/ports.ts',
      '~/problem.ts',
      '~/replay.ts',
      '~/store-key.ts',
      '~/table-files.ts',
      '~/local/disk.ts',
      '@duckdb/node-api',
      'node:fs',
      'Math.random()',
    ],
    mayNot: [
      '@aws-sdk/client-s3',
      '~/aws/s3.ts',
      '~/cli/exit.ts',
      '~/kpis/evaluate.ts',
      ...DEPLOYED,
      ...STORY.slice(0, 4),
    ],
  },
  {
    files: ['functions/handlers/x.ts'],
    may: ['~/aws/s3.ts', '~/run-report.ts', '@aws-sdk/client-s3', 'new Date()'],
    mayNot: ['~/email/compile.ts', '/infra/stages.ts', '/test/support/month.ts'],
  },
  {
    files: ['functions/cli/x.ts', 'functions/cli/commands/x.ts'],
    may: ['~/local/folder.ts', '~/run-report.ts', '~/email/compile.ts', 'process.env', 'new Date()'],
    mayNot: ['/infra/stages.ts', '/test/support/month.ts'],
  },
  {
    files: ['infra/x.ts', 'infra/constructs/x.ts'],
    may: ['~/definitions/load.ts', '~/email/compile.ts', 'aws-cdk-lib', 'node:fs'],
    mayNot: [
      '~/local/folder.ts',
      '~/run-report.ts',
      '~/email/view.ts',
      '~/problem.ts',
      '/test/support/month.ts',
      ...SDKS,
    ],
  },
];

describe('a layer', () => {
  for (const { files, may, mayNot } of LAYERS) {
    for (const file of files) write(file, [...may, ...mayNot]);
  }
  const found = lint(sandbox, '--vcs-enabled=false');
  it.each(LAYERS.flatMap(({ files, may, mayNot }) => files.map((file) => ({ file, may, mayNot }))))(
    '$file sees what it may see and nothing else',
    ({ file, may, mayNot }) => {
      const refused = [...may, ...mayNot].filter((_, index) => found.has(`${file}:${index + 1}`));
      expect(refused).toEqual(mayNot);
    },
  );
});

it('the repository breaks no rule of its layers', () => {
  expect([...lint(ROOT)]).toEqual([]);
}, 60_000);

function write(file: string, lines: string[]): void {
  mkdirSync(path.dirname(path.join(sandbox, file)), { recursive: true });
  writeFileSync(path.join(sandbox, file), `${lines.map((line, index) => code(file, line, index)).join('\n')}\n`);
}

/** `Store of ~/ports.ts` imports that name; a text with a bracket, or `process.env`, is an expression. */
function code(file: string, line: string, index: number): string {
  if (/\(|^(process|globalThis)\./.test(line)) return `export const x${index} = ${line};`;
  const [name, module] = line.includes(' of ') ? (line.split(' of ') as [string, string]) : ['y', line];
  const target = module.replace(/^~\//, '/functions/');
  const relative = path.relative(path.dirname(file), target.slice(1));
  const from = target.startsWith('/') ? (relative.startsWith('.') ? relative : `./${relative}`) : module;
  return `export { ${name} as x${index} } from '${from}';`;
}

/** `file:line` of every finding of a layer rule. */
function lint(folder: string, ...options: string[]): Set<string> {
  const biome = path.join(ROOT, 'node_modules/.bin/biome');
  const rest = ['--reporter=github', '--max-diagnostics=none', ...options, '.'];
  const { stdout } = spawnSync(biome, ['lint', ...rest], { cwd: folder, encoding: 'utf8' });
  const places = stdout.split('\n').flatMap((line) => {
    const match = LAYER_RULES.exec(line);
    return match ? [`${path.relative(folder, path.resolve(folder, match[3] ?? ''))}:${match[4]}`] : [];
  });
  return new Set(places);
}
