// The app as `npm run synth` makes it: every stage, without an account, clean by the checks, and the same bytes twice.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAGES } from '../../infra/stages.ts';
import { context, ROOT } from './synthesize.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'synth-'));
const outs = [path.join(folder, 'first'), path.join(folder, 'second')] as const;

function synthesizeApp(out: string): { status: number | null; stderr: string } {
  const { AWS_PROFILE: _, AWS_REGION: __, AWS_DEFAULT_REGION: ___, ...rest } = process.env;
  const cdk = { CDK_DISABLE_STACK_TRACE: '1', CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) };
  return spawnSync(process.execPath, ['infra/app.ts'], { cwd: ROOT, env: { ...rest, ...cdk }, encoding: 'utf8' });
}

/** Every file with the hash of its bytes. */
function hashes(out: string): Record<string, string> {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative(out, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(out, name)))
        .digest('hex'),
    ]),
  );
}

describe('the app', () => {
  let said = { status: null as number | null, stderr: '' };
  beforeAll(() => {
    said = synthesizeApp(outs[0]);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is clean by the AWS Solutions checks, without a word', () => {
    expect(said.status, said.stderr).toBe(0);
    expect(said.stderr).toBe('');
    const { pluginReports } = JSON.parse(readFileSync(path.join(outs[0], 'validation-report.json'), 'utf8')) as {
      pluginReports: { pluginName: string; conclusion: string; violations?: unknown[] }[];
    };
    expect(pluginReports.map(({ pluginName }) => pluginName)).toContain('AwsSolutions');
    for (const { conclusion, violations = [] } of pluginReports) {
      expect(conclusion).toBe('success');
      expect(violations).toEqual([]);
    }
  });

  it('holds two stacks a stage', () => {
    const templates = readdirSync(outs[0]).filter((name) => name.endsWith('.template.json'));
    const names = STAGES.flatMap(({ name }) => [`scorecard-${name}-lake`, `scorecard-${name}`]);
    expect(templates.sort()).toEqual(names.map((name) => `${name}.template.json`).sort());
  });

  it('deploys nothing that knows a folder of this machine', () => {
    const deployed = Object.keys(hashes(outs[0])).filter((file) =>
      /^asset\.|\.template\.json$|\.assets\.json$/.test(file),
    );
    expect(deployed.length).toBeGreaterThan(STAGES.length * 8);
    for (const name of deployed) {
      const text = readFileSync(path.join(outs[0], name), 'utf8');
      expect(text.includes(ROOT) || text.includes(tmpdir()), name).toBe(false);
    }
  });

  it('gives the same templates and assets again, to the byte', () => {
    expect(synthesizeApp(outs[1])).toMatchObject({ status: 0 });
    expect(hashes(outs[1])).toEqual(hashes(outs[0]));
  }, 120_000);
});
