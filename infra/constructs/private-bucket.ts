// A bucket as this product makes every one: encrypted, versioned, reached over TLS by its owner only, and kept when its
// stack goes. None of it can be switched off, so no bucket can be made without it.
import { type CfnResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** What others use of a bucket, made here or found. */
export type AnyBucket = Pick<IBucket, 'bucketName' | 'bucketArn' | 'arnForObjects' | 's3UrlForObject'>;

export type PrivateBucketProps = {
  /** Pinned: another logical id makes CloudFormation create an empty bucket beside the old one. */
  logicalId: string;
  /** How long a replaced or deleted object can still be brought back. */
  keepOldVersionsDays: number;
  lifecycle?: readonly LifecycleRule[];
  /** Who reads and writes is logged there, below `<logicalId>/`. */
  accessLogs?: Bucket;
};

export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const { logicalId, keepOldVersionsDays, lifecycle = [], accessLogs } = props;
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(keepOldVersionsDays),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          expiredObjectDeleteMarker: true,
        },
        ...lifecycle,
      ],
      // The library's own types do not hold under exactOptionalPropertyTypes.
      ...(accessLogs ? { serverAccessLogsBucket: accessLogs as IBucket, serverAccessLogsPrefix: `${logicalId}/` } : {}),
    });
    (this.node.defaultChild as CfnBucket).overrideLogicalId(logicalId);
    (this.policy?.node.defaultChild as CfnResource | undefined)?.overrideLogicalId(`${logicalId}Policy`);
  }
}
