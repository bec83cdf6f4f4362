// What goes to Lambda is the handler and what it needs, the same bytes from any folder, and nothing that would cost a
// start.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleHandler } from '../../infra/constructs/bundle-handler.ts';
import { watchData } from '../../infra/handler-data.ts';
import { ROOT, sampleShop, synthesize } from './synthesize.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { reporting } = synthesize();

/** Of the function whose handler this is, with something in the place of what AWS fills in. */
function environment(name: string): Record<string, string> {
  const id = name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  const functions = Object.entries(reporting.findResources('AWS::Lambda::Function'));
  const found = functions.find(([logicalId]) => new RegExp(`^${id}(Handler)?Function`).test(logicalId))?.[1].Properties
    .Environment;
  const variables = Object.entries(found?.Variables as Record<string, unknown>);
  return Object.fromEntries(variables.map(([key, value]) => [key, typeof value === 'string' ? value : 'from-aws']));
}

/** A difference of a megabyte is told by nobody. */
function hashOf(files: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe.each(['report', 'deliver', 'watchdog', 'delivery-events', 'pages'])('the handler %s', (name) => {
  const bundled = bundleHandler(`functions/handlers/${name}.ts`);

  it('carries no compiler of mails, no DuckDB, no command line and no test', () => {
    const wrong =
      /mjml|duckdb|\/(vitest|fast-check|commander|aws-cdk-lib|constructs)\/|^test\/|^functions\/(cli|local)\//;
    expect(bundled.inputs.filter((input) => wrong.test(input))).toEqual([]);
    expect(bundled.inputs).toContain(`functions/handlers/${name}.ts`);
  });

  it('is one module and its chunks, each with its map, and knows no folder of the machine that made it', () => {
    const modules = Object.keys(bundled.files).filter((file) => !file.endsWith('.map'));
    expect(modules.filter((file) => !/^chunk-[A-Z0-9]{8}\.mjs$/.test(file))).toEqual(['index.mjs']);
    for (const file of modules) expect(bundled.files[`${file}.map`], file).toBeDefined();
    expect(JSON.stringify(bundled.files).includes(ROOT)).toBe(false);
  });

  it('loads by what the stack tells it, and exports its handler', () => {
    const home = path.join(folder, name);
    mkdirSync(home);
    for (const [file, text] of Object.entries(bundled.files)) writeFileSync(path.join(home, file), text);
    writeFileSync(path.join(home, 'watch.json'), JSON.stringify(watchData(sampleShop)['watch.json']));
    const script = `const { handler } = await import('./index.mjs'); console.log(typeof handler);`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: home,
      env: { AWS_REGION: 'eu-central-1', ...environment(name) },
      encoding: 'utf8',
    });
    expect(ran.stdout, ran.stderr).toBe('function\n');
  });

  it('is the same when made again', () => {
    expect(hashOf(bundleHandler(`functions/handlers/${name}.ts`).files)).toBe(hashOf(bundled.files));
  });
});

it('leaves what makes workbooks to the first revision that needs one', () => {
  const { files } = bundleHandler('functions/handlers/report.ts');
  const holding = Object.keys(files).filter(
    (file) => file.endsWith('.map') && files[file]?.includes('functions/workbook/'),
  );
  expect(holding).toHaveLength(1);
  const [chunk = ''] = holding.map((file) => file.replace(/\.map$/, ''));
  const modules = Object.entries(files).filter(([file]) => file.endsWith('.mjs'));
  const importing = (how: RegExp) => modules.filter(([, code]) => how.test(code)).map(([file]) => file);
  expect(importing(new RegExp(`from"\\./${chunk}"`))).toEqual([]);
  expect(importing(new RegExp(`import\\("\\./${chunk}"\\)`))).toEqual(['index.mjs']);
});

it('the watchdog shares with a run where things lie and how a notice is filled, and nothing that reads definitions or figures', () => {
  const { inputs } = bundleHandler('functions/handlers/watchdog.ts');
  const run = /^functions\/(definitions|facts|checks|kpis|scorecards|snapshot|delivery|pages|access|run\/(?!keys\.ts))/;
  expect(inputs.filter((input) => run.test(input))).toEqual([]);
  expect(inputs).toContain('functions/email/notices/notice-view.ts');
});

describe('a bundle', () => {
  it('runs, also where a library asks for Node by require', async () => {
    const library = write('library.cjs', "module.exports = require('node:path').sep;");
    const entry = write(
      'handler.ts',
      `import sep from ${JSON.stringify(library)};\nexport const handler = () => sep;\n`,
    );
    const { files } = bundleHandler(entry);
    write('index.mjs.map', files['index.mjs.map'] ?? '');
    const module = await import(pathToFileURL(write('index.mjs', files['index.mjs'] ?? '')).href);
    expect(module.handler()).toBe(path.sep);
  });

  it('points from its map to the sources', () => {
    const { files } = bundleHandler('infra/cron.ts');
    expect(files['index.mjs']).toContain('//# sourceMappingURL=index.mjs.map');
    expect(JSON.parse(files['index.mjs.map'] ?? '').sources).toEqual(['../../infra/cron.ts']);
  });

  it('is refused with the chain of imports where it would carry what has no place there', () => {
    const entry = write(
      'mailing.ts',
      `import { compileEmail } from '${ROOT}/functions/email/compile.ts';\nexport { compileEmail };\n`,
    );
    expect(() => bundleHandler(entry)).toThrow(
      /would carry node_modules\/mjml[\s\S]*imports functions\/email\/compile\.ts\n {2}imports node_modules\/mjml/,
    );
  });

  it('leaves nothing behind', () => {
    expect(readdirSync(path.join(ROOT)).filter((name) => name.startsWith('index.mjs'))).toEqual([]);
  });
});
