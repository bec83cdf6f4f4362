// What AWS says when it fails, as causes and remedies that name the permission or setting. One row a kind of failure;
// of a service's rows and then the shared ones the first that matches speaks.
import type { ProblemCode } from '../problem.ts';
import { ATHENA_FAILURES, QUERY_FAILURES } from './athena-failures.ts';
import type { Failure } from './failure.ts';
import { SES_FAILURES, SNS_FAILURES } from './mail-failures.ts';
import { S3_FAILURES } from './s3-failures.ts';
import { CLOUDFORMATION_FAILURES, LAMBDA_FAILURES, SCHEDULER_FAILURES } from './stage-failures.ts';

export type Service =
  | 's3'
  | 'athena'
  | 'query'
  | 'ses'
  | 'sns'
  | 'cloudformation'
  | 'lambda'
  | 'scheduler'
  | 'sts'
  | 'sesAccount';

/** `query`: a statement that Athena accepted and then could not finish. `sesAccount`: SES asked about itself, not to mail. */
export const SERVICES: Record<Service, { name: string; code: ProblemCode }> = {
  s3: { name: 'S3', code: 'STORE_FAILED' },
  athena: { name: 'Athena', code: 'ENGINE_FAILED' },
  query: { name: 'Athena', code: 'ENGINE_FAILED' },
  ses: { name: 'SES', code: 'MAILER_FAILED' },
  sns: { name: 'SNS', code: 'MAILER_FAILED' },
  cloudformation: { name: 'CloudFormation', code: 'STAGE_FAILED' },
  lambda: { name: 'Lambda', code: 'STAGE_FAILED' },
  scheduler: { name: 'EventBridge Scheduler', code: 'STAGE_FAILED' },
  sts: { name: 'STS', code: 'STAGE_FAILED' },
  sesAccount: { name: 'SES', code: 'STAGE_FAILED' },
};

export const SHARED_FAILURES: readonly Failure[] = [
  {
    codes: ['AccessDenied', 'AuthorizationError', 'NotAuthorized', 'UnauthorizedOperation'],
    cause: 'access is denied',
    remedy: 'Allow {action} on {resource} to the role that calls.',
  },
  {
    codes: ['ExpiredToken', 'TokenRefreshRequired', 'InvalidToken', 'RequestExpired'],
    cause: 'the credentials have expired',
    remedy: 'Sign in again (`aws sso login`) and run the same command; in Lambda start the run again.',
  },
  {
    codes: [
      ...['InvalidClientTokenId', 'UnrecognizedClient', 'InvalidAccessKeyId', 'MissingAuthenticationToken'],
      ...['SignatureDoesNotMatch', 'InvalidSignature', 'IncompleteSignature', 'AuthFailure', 'InvalidSecurity'],
    ],
    cause: 'AWS does not know the credentials',
    remedy: 'Check AWS_PROFILE or the AWS_ACCESS_KEY_ID in use: `aws sts get-caller-identity` must answer.',
  },
  {
    codes: ['CredentialsProviderError', 'TokenProviderError'],
    cause: 'there are no credentials',
    remedy: 'Sign in (`aws sso login`) and name the profile by AWS_PROFILE; in Lambda give the function a role.',
  },
  {
    codes: ['RequestTimeTooSkewed', 'RequestInTheFuture'],
    cause: 'the clock of this machine is wrong',
    remedy: 'Set the clock of this machine, then run the same command again.',
  },
  {
    codes: ['OptInRequired', 'SubscriptionRequired'],
    cause: 'the account may not use the service in this region',
    remedy: 'Enable the region or the service for the account, or set another `region` in infra/stages.ts.',
  },
  {
    says: /Region (is missing|not accepted)/,
    cause: 'no region is set',
    remedy: 'Set AWS_REGION, or `region` of the stage in infra/stages.ts.',
  },
  {
    codes: [
      ...['Throttling', 'Throttled', 'RequestLimitExceeded', 'SlowDown'],
      ...['TooManyRequests', 'RequestThrottled', 'KMSThrottling', 'RequestTimeout'],
    ],
    cause: 'AWS asks to come less often',
    remedy: 'Run the same command again later.',
    passes: true,
  },
  {
    codes: ['ENOTFOUND'],
    cause: 'the address of the service is not known',
    remedy:
      'Check AWS_REGION and the network; a function inside a VPC needs a NAT gateway or an endpoint of the service.',
  },
  {
    codes: [
      ...[
        'EAI_AGAIN',
        'ECONNREFUSED',
        'ECONNRESET',
        'ECONNABORTED',
        'EPIPE',
        'ETIMEDOUT',
        'EHOSTUNREACH',
        'ENETUNREACH',
      ],
      ...['TimeoutError', 'ERR_STREAM_PREMATURE_CLOSE'],
    ],
    cause: 'the connection failed or took too long',
    remedy: 'Check the network and https://health.aws.amazon.com, then run the same command again.',
    passes: true,
  },
];

export const OWN_FAILURES: Record<Service, readonly Failure[]> = {
  s3: S3_FAILURES,
  athena: ATHENA_FAILURES,
  query: QUERY_FAILURES,
  ses: SES_FAILURES,
  sns: SNS_FAILURES,
  cloudformation: CLOUDFORMATION_FAILURES,
  lambda: LAMBDA_FAILURES,
  scheduler: SCHEDULER_FAILURES,
  sts: [],
  sesAccount: [],
};

export function findFailure(service: Service, vendorCode: string, text: string): Failure | undefined {
  const code = vendorCode.replace(/Exception$/, '');
  return [...OWN_FAILURES[service], ...SHARED_FAILURES].find(
    ({ codes, says }) =>
      (codes === undefined || codes.includes(code)) && (says === undefined || says.test(`${code} ${text}`)),
  );
}
