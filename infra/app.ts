// Synthesizes every stage. Needs no account and no network: what is wrong with a stage, a template or the definitions
// shows here, and not in a deployment.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkStages } from './check-stages.ts';
import { LakeStack } from './lake-stack.ts';
import { ReportingStack } from './reporting-stack.ts';
import { readShop } from './shop-definitions.ts';
import { STAGES } from './stages.ts';

const HANDLERS = 'functions/handlers';

const app = new App();
const folders = [...new Set(STAGES.map(({ shop }) => shop))];
const shops = new Map(await Promise.all(folders.map(async (folder) => [folder, await readShop(folder)] as const)));
const stages = STAGES.flatMap((stage) => {
  const shop = shops.get(stage.shop);
  return shop ? [{ shop, stage: { ...stage, sender: stage.sender ?? shop.definitions.shop.sender } }] : [];
});
checkStages(stages.map(({ stage }) => stage));
for (const { stage, shop } of stages) {
  const lake = new LakeStack(app, `scorecard-${stage.name}-lake`, { stage, definitions: shop.definitions });
  new ReportingStack(app, `scorecard-${stage.name}`, { stage, shop, lake, handlers: HANDLERS });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
app.synth();
