// What the services say by which a person looks at a deployed stage and starts its functions.
import type { Failure } from './failure.ts';

const DEPLOY_STAGE = 'Deploy the stage: npm run deploy -- --all.';

export const CLOUDFORMATION_FAILURES: readonly Failure[] = [
  {
    codes: ['ValidationError'],
    says: /does not exist/,
    cause: 'there is no such stack or resource',
    remedy: DEPLOY_STAGE,
  },
];

export const LAMBDA_FAILURES: readonly Failure[] = [
  {
    codes: ['ResourceNotFound'],
    cause: 'there is no such function or execution',
    remedy: 'Deploy the stage: npm run deploy -- --all. An execution can be looked up for 30 days after its end.',
  },
  {
    codes: ['ResourceConflict', 'ResourceNotReady'],
    cause: 'the function is being updated',
    remedy: 'Wait for the deployment to end, then run the same command again.',
    passes: true,
  },
  {
    codes: ['KMSAccessDenied', 'KMSDisabled', 'KMSInvalidState', 'KMSNotFound'],
    cause: 'the key that encrypts the function’s environment cannot be used',
    remedy: 'Enable the KMS key, and allow kms:Decrypt on it to the role of the function.',
  },
];

export const SCHEDULER_FAILURES: readonly Failure[] = [
  { codes: ['ResourceNotFound'], cause: 'there is no such schedule', remedy: DEPLOY_STAGE },
];
