// Synthesizes every stage. Needs no account and no network: what is wrong with a template or with the definitions shows
// here, and not in a deployment.
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { LakeStack } from './lake-stack.ts';
import { readShopDefinitions } from './shop-definitions.ts';
import { STAGES } from './stages.ts';

const app = new App();
for (const stage of STAGES) {
  new LakeStack(app, `scorecard-${stage.name}-lake`, { stage, definitions: readShopDefinitions(stage.shop) });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
app.synth();
