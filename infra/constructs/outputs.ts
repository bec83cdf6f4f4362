// What a stack tells the command line: values by name. The names are a contract, so they are never generated.
import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export function publishOutputs(scope: Construct, values: Record<string, string>): void {
  // A scope of their own: an output may be called as the resource that it names.
  const outputs = new Construct(scope, 'Outputs');
  for (const [name, value] of Object.entries(values)) {
    new CfnOutput(outputs, name, { value }).overrideLogicalId(name);
  }
}
