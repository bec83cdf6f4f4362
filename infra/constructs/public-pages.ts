// The pages behind personal links: a function with a URL of its own. The URL asks nobody who they are, since the link is
// the credential; so many requests at once and no more are answered, whoever asks.
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function.ts';

/** A page takes a second at most: enough for every reader of a shop on the first morning, and no open door to the bill. */
const AT_ONCE = 10;

export type PublicPagesProps = {
  entry: string;
  environment: Record<string, string>;
  permissions: readonly PolicyStatement[];
  data: Record<string, unknown>;
};

export class PublicPages extends Construct {
  readonly handler: HandlerFunction;
  /** https://…/ */
  readonly url: string;

  constructor(scope: Construct, id: string, props: PublicPagesProps) {
    super(scope, id);
    this.handler = new HandlerFunction(this, 'Handler', {
      ...props,
      description: 'Shows figures, files and mails to whom a personal link belongs.',
      // A page of thirteen periods reads as many snapshots.
      memoryMegabytes: 1024,
      timeoutMinutes: 1,
      durable: false,
      isAwaited: true,
      atOnce: AT_ONCE,
    });
    this.url = this.handler.lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
  }
}
