// The Athena workgroup of a stage. Its configuration is enforced, so that no client can send results elsewhere, use
// another engine or scan without limit.
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** The dialect against which every statement is proved. */
const ENGINE = 'Athena engine version 3';
const GIGABYTE = 1_000_000_000;

export type QueryWorkgroupProps = {
  name: string;
  results: Bucket;
  /** A prefix of that bucket, ending in a slash. */
  prefix: string;
  account: string;
  scanLimitGigabytes: number;
};

export class QueryWorkgroup extends CfnWorkGroup {
  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    super(scope, id, {
      name: props.name,
      description: 'Statements of scorecard reports.',
      // A workgroup with history goes only when a person empties it.
      recursiveDeleteOption: false,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: ENGINE },
        bytesScannedCutoffPerQuery: props.scanLimitGigabytes * GIGABYTE,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        resultConfiguration: {
          outputLocation: props.results.s3UrlForObject(props.prefix),
          expectedBucketOwner: props.account,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }
}
