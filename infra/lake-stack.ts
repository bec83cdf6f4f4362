// Everything that holds data: the lake, what was published from it, and the catalogue and workgroup by which it is read.
// Kept apart from what runs, so that deploying or destroying the application can never touch a figure.
import { Duration, Stack } from 'aws-cdk-lib';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Definitions } from '../functions/definitions/definitions.ts';
import { CanonicalTable } from './constructs/canonical-table.ts';
import { publishOutputs } from './constructs/outputs.ts';
import { type AnyBucket, PrivateBucket } from './constructs/private-bucket.ts';
import { QueryWorkgroup } from './constructs/query-workgroup.ts';
import { makeWriteOnce } from './constructs/write-once.ts';
import type { Stage } from './stages.ts';

export const RESULTS = 'athena-results/';
/** 25 months, the longest that reviews of people are kept; what a run kept beside may hold people too. */
const PEOPLE_DAYS = 762;
const ACCESS_LOG_DAYS = 550;

export type LakeStackProps = { stage: Stage; definitions: Definitions };

export class LakeStack extends Stack {
  readonly lake: AnyBucket;
  readonly reports: Bucket;
  readonly database: string;
  readonly workgroup: string;

  constructor(scope: Construct, id: string, { stage, definitions }: LakeStackProps) {
    const { name, account, region } = stage;
    super(scope, id, {
      description: `Data of scorecard reports, stage ${name}.`,
      terminationProtection: true,
      env: { ...(account ? { account } : {}), ...(region ? { region } : {}) },
      tags: { product: 'scorecard-reports', stage: name },
    });
    this.database = stage.lake?.database ?? `scorecard_${name.replaceAll('-', '_')}`;
    this.workgroup = `scorecard-${name}`;
    const accessLogs = this.makeAccessLogs();
    this.lake = stage.lake?.bucket ? Bucket.fromBucketName(this, 'Lake', stage.lake.bucket) : this.makeLake(accessLogs);
    this.reports = this.makeReports(accessLogs);
    // A database that exists has its tables already; nothing is added to it.
    if (stage.lake?.database === undefined) this.makeCatalogue(definitions);
    const workgroup = new QueryWorkgroup(this, 'Workgroup', {
      name: this.workgroup,
      results: this.reports,
      prefix: RESULTS,
      account: this.account,
      scanLimitGigabytes: stage.scanLimitGigabytes,
    });
    workgroup.overrideLogicalId('Workgroup');
    publishOutputs(this, {
      LakeBucket: this.lake.bucketName,
      ReportsBucket: this.reports.bucketName,
      Database: this.database,
      Workgroup: this.workgroup,
    });
  }

  private makeLake(accessLogs: Bucket): AnyBucket {
    return new PrivateBucket(this, 'Lake', { logicalId: 'Lake', keepOldVersionsDays: 90, accessLogs });
  }

  private makeAccessLogs(): Bucket {
    const lifecycle = [{ id: 'expire', expiration: Duration.days(400) }];
    return new PrivateBucket(this, 'AccessLogs', { logicalId: 'AccessLogs', keepOldVersionsDays: 1, lifecycle });
  }

  /** The store of a run: snapshots are written once, people and results leave in time. */
  private makeReports(accessLogs: Bucket): Bucket {
    const reports = new PrivateBucket(this, 'Reports', {
      logicalId: 'Reports',
      keepOldVersionsDays: 30,
      accessLogs,
      lifecycle: [
        {
          id: 'people',
          prefix: 'people/',
          expiration: Duration.days(PEOPLE_DAYS),
          // What people may have deleted is gone, not kept as an old version.
          noncurrentVersionExpiration: Duration.days(1),
        },
        // Long after every period of a run is settled. What was delivered, and to whom nothing may be, stays in its own
        // prefixes: those records keep a mail from going out twice.
        { id: 'runs', prefix: 'runs/', expiration: Duration.days(PEOPLE_DAYS) },
        // Who opened what is kept for a year and a half; keys and words that were taken back stay.
        { id: 'access-log', prefix: 'access/log/', expiration: Duration.days(ACCESS_LOG_DAYS) },
        { id: 'fresh-links', prefix: 'access/fresh/', expiration: Duration.days(7) },
        {
          id: 'athena-results',
          prefix: RESULTS,
          expiration: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    // What was published, what was closed, who let it go out and why, whose links were taken back, and who opened what.
    makeWriteOnce(reports, ['snapshots/', 'closed/', 'releases/', 'access/']);
    return reports;
  }

  private makeCatalogue({ tables }: Definitions): void {
    const database = new CfnDatabase(this, 'Database', {
      catalogId: this.account,
      databaseInput: { name: this.database, description: 'The canonical tables of scorecard reports.' },
    });
    database.overrideLogicalId('Database');
    for (const table of Object.values(tables)) {
      const logicalId = `Table${pascalCase(table.id)}`;
      const glue = new CanonicalTable(this, logicalId, {
        catalogId: this.account,
        database: this.database,
        lake: this.lake,
        table,
      });
      glue.overrideLogicalId(logicalId);
      glue.addResourceDependency(database);
    }
  }
}

function pascalCase(id: string): string {
  return id.replace(/(^|_)([a-z0-9])/g, (_, _before: string, letter: string) => letter.toUpperCase());
}
