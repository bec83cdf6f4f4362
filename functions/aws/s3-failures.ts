// What S3 says when it fails.
import { DEPLOY, type Failure } from './failure.ts';

export const S3_FAILURES: readonly Failure[] = [
  {
    says: /KMS\.Throttling|rate at which you may call KMS/,
    cause: 'the key that encrypts the bucket is asked too often',
    remedy: 'Run the same command again later, or switch on S3 bucket keys.',
    passes: true,
  },
  {
    says: /\bKMS\b|kms:/,
    cause: 'the key that encrypts the bucket cannot be used',
    remedy: 'Enable the KMS key, and allow kms:Decrypt and kms:GenerateDataKey on it to the role that calls.',
  },
  {
    codes: ['AccessDenied'],
    cause: 'access is denied',
    remedy:
      'Allow {action} on {resource}, and s3:ListBucket on the bucket: without that S3 answers so for every key that does not exist.',
  },
  { codes: ['NoSuchBucket', 'InvalidBucketName'], cause: 'there is no such bucket', remedy: DEPLOY },
  {
    codes: ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraint'],
    cause: 'the bucket lies in another region',
    remedy: 'Set AWS_REGION to the region of the bucket, or name a bucket of this region in infra/stages.ts.',
  },
  {
    codes: ['ConditionalRequestConflict', 'OperationAborted'],
    cause: 'somebody else is writing the same key',
    remedy: 'Run the same command again.',
    passes: true,
  },
  {
    codes: ['BadDigest', 'InvalidDigest', 'XAmzContentSHA256Mismatch', 'XAmzContentChecksumMismatch'],
    cause: 'the bytes arrived damaged',
    remedy: 'Run the same command again.',
    passes: true,
  },
  {
    codes: ['Error'],
    says: /Checksum mismatch/,
    cause: 'the bytes arrived damaged',
    remedy: 'Run the same command again.',
    passes: true,
  },
  {
    codes: ['InvalidObjectState'],
    cause: 'the object is archived',
    remedy: 'Restore it from its storage class, and take this prefix out of the lifecycle rule that archives.',
  },
  {
    codes: ['NotImplemented'],
    cause: 'the endpoint does not know what is asked',
    remedy: 'Use a bucket of S3: objects are written with If-None-Match, which not everything like S3 can do.',
  },
  {
    codes: ['KeyTooLongError', 'EntityTooLarge'],
    cause: 'the key or the object is too long',
    remedy: 'Shorten the ids that the key is made of (1,024 bytes at most), or the report.',
  },
];
