// A stage synthesized for a test: the real shop and stacks, with handlers of one line, since no promise about the
// template hangs on what a handler does.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { NamedStage } from '../../infra/check-stages.ts';
import { LakeStack } from '../../infra/lake-stack.ts';
import { ReportingStack } from '../../infra/reporting-stack.ts';
import { readShop, type Shop } from '../../infra/shop-definitions.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const { context } = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

export const PROD: NamedStage = {
  name: 'prod',
  shop: 'examples/sample',
  sender: 'scorecard@shop.example',
  mails: 'everyone',
  production: true,
  alertsTo: ['owner@shop.example'],
  scanLimitGigabytes: 100,
  runScanLimitGigabytes: 400,
};

export const sampleShop = await readShop('examples/sample');

export type Synthesized = {
  lake: Template;
  reporting: Template;
  /** A file of the asset of a function, found by the part of its logical id. */
  asset(functionId: string, file: string): string;
};

/** Throws what the AWS Solutions checks find. */
export function synthesize(stage: NamedStage = PROD, shop: Shop = sampleShop): Synthesized {
  const folder = mkdtempSync(path.join(tmpdir(), 'stage-'));
  try {
    return synthesizeIn(folder, stage, shop);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function synthesizeIn(folder: string, stage: NamedStage, shop: Shop): Synthesized {
  const handlers = path.join(folder, 'handlers');
  const app = new App({ context, outdir: path.join(folder, 'out') });
  writeHandlers(handlers);
  const lakeStack = new LakeStack(app, `scorecard-${stage.name}-lake`, { stage, definitions: shop.definitions });
  const stack = new ReportingStack(app, `scorecard-${stage.name}`, { stage, shop, lake: lakeStack, handlers });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { directory } = app.synth();
  const [lake, reporting] = [Template.fromStack(lakeStack), Template.fromStack(stack)];
  const files = Object.entries(reporting.findResources('AWS::Lambda::Function')).flatMap(([id, { Properties }]) => {
    const asset = path.join(directory, `asset.${String(Properties.Code.S3Key).replace('.zip', '')}`);
    return readdirSync(asset).map((name) => [`${id}/${name}`, readFileSync(path.join(asset, name), 'utf8')] as const);
  });
  return {
    lake,
    reporting,
    asset: (functionId, file) =>
      files.find(([name]) => name.startsWith(functionId) && name.endsWith(`/${file}`))?.[1] ?? '',
  };
}

function writeHandlers(folder: string): void {
  const names = ['report', 'deliver', 'watchdog', 'delivery-events', 'pages'];
  mkdirSync(folder);
  for (const name of names) {
    writeFileSync(path.join(folder, `${name}.ts`), `export const handler = async (): Promise<string> => '${name}';\n`);
  }
}
