// What Athena says when it refuses a call, and when a statement that it accepted fails.
import { DEPLOY, type Failure } from './failure.ts';

const SQL = 'Correct the SQL of the fact or of the mapping in sources.yaml that is named here.';
const GLUE =
  'glue:GetDatabase, glue:GetTable, glue:GetTables and glue:GetPartitions on the catalogue, the database and its tables';

export const ATHENA_FAILURES: readonly Failure[] = [
  { codes: ['MALFORMED_QUERY'], cause: 'the statement is not valid', remedy: SQL },
  {
    codes: ['INVALID_INPUT'],
    says: /workgroup/i,
    cause: 'the workgroup does not exist or is disabled',
    remedy: 'Deploy the lake stack of this stage, or enable the workgroup in Athena.',
  },
  {
    says: /output location/i,
    cause: 'the workgroup has no place for results',
    remedy: 'Set its ResultConfiguration.OutputLocation: deploy the lake stack of this stage.',
  },
  {
    codes: ['IDEMPOTENT_PARAMETER_MISMATCH'],
    cause: 'the same statement was started by this run in another database or with another place for results',
    remedy: 'Start the run again: a new execution asks anew.',
  },
  {
    codes: ['DATACATALOG_NOT_FOUND', 'EntityNotFound', 'ResourceNotFound'],
    cause: 'the Glue catalogue does not hold it',
    remedy: DEPLOY,
  },
  {
    codes: ['QUERY_EXECUTION_NOT_FOUND', 'RESULT_NOT_FOUND'],
    cause: 'the statement or its result is gone',
    remedy: 'Start the run again.',
  },
  {
    codes: ['TooManyRequests'],
    cause: 'too many statements run at once',
    remedy: 'Ask Service Quotas for more active DML queries in Athena, or schedule the reports apart.',
    passes: true,
  },
  {
    codes: ['AccessDenied'],
    cause: 'access is denied',
    remedy: `Allow {action} on {resource}, and ${GLUE}. Where Lake Formation governs the lake, grant SELECT and DESCRIBE there.`,
  },
];

/** Their codes are the first word of a statement's StateChangeReason. */
export const QUERY_FAILURES: readonly Failure[] = [
  {
    says: /bytes scanned limit/i,
    cause: 'it would scan more than the limit of the workgroup',
    remedy:
      'Raise `scanLimitGigabytes` of the stage in infra/stages.ts and deploy the lake stack, or partition the table by dt.',
  },
  {
    says: /cancelled by user/i,
    cause: 'somebody cancelled it',
    remedy: 'Find who called athena:StopQueryExecution (CloudTrail), then run the same command again.',
  },
  {
    codes: ['TABLE_NOT_FOUND'],
    cause: 'a table does not exist',
    remedy: 'Create the table in the Glue database {resource}, or correct the name in sources.yaml.',
    code: 'MISSING_TABLE',
  },
  {
    codes: ['RESULT_NOT_FOUND'],
    cause: 'Athena calls it done, and its result is not there',
    remedy: 'Look for what deletes objects of the place for results of the workgroup, then start the run again.',
  },
  {
    codes: ['SCHEMA_NOT_FOUND', 'CATALOG_NOT_FOUND'],
    cause: 'the Glue database {resource} does not exist',
    remedy: DEPLOY,
  },
  {
    codes: ['COLUMN_NOT_FOUND'],
    cause: 'a column does not exist',
    remedy: 'Correct the name in the SQL, or add the column to the table.',
    code: 'UNKNOWN_COLUMN',
  },
  {
    says: /writing output/i,
    cause: 'the result cannot be written',
    remedy:
      'Allow s3:PutObject, s3:GetObject, s3:GetBucketLocation and s3:AbortMultipartUpload on the place for results of the workgroup.',
  },
  {
    says: /lake ?formation/i,
    cause: 'Lake Formation denies access',
    remedy:
      'Grant SELECT and DESCRIBE on the database and its tables in Lake Formation to the role that runs the report.',
  },
  {
    says: /glue:/i,
    cause: 'the Glue catalogue denies access',
    remedy: `Allow ${GLUE} to the role that runs the report.`,
  },
  {
    says: /access ?denied|permission|status code: 403|forbidden/i,
    cause: 'access to the files of the lake is denied',
    remedy:
      'Allow s3:GetObject, s3:ListBucket and s3:GetBucketLocation on the bucket of the lake to the role that runs the report, and kms:Decrypt on its key if it has one.',
  },
  {
    codes: [
      'HIVE_BAD_DATA',
      'HIVE_CURSOR_ERROR',
      'HIVE_CANNOT_OPEN_SPLIT',
      'HIVE_FILE_NOT_FOUND',
      'HIVE_INVALID_METADATA',
    ],
    cause: 'a file of the lake cannot be read, or its types differ from the table’s',
    remedy: 'Write or upload the file again, with the types that the table has in Glue.',
    code: 'UNREADABLE_FILE',
  },
  {
    codes: ['INVALID_CAST_ARGUMENT', 'NUMERIC_VALUE_OUT_OF_RANGE'],
    cause: 'a value has the wrong type',
    remedy: 'Correct the value, or cast it otherwise in sources.yaml.',
    code: 'WRONG_TYPE',
  },
  {
    codes: [
      'SYNTAX_ERROR',
      'TYPE_MISMATCH',
      'FUNCTION_NOT_FOUND',
      'AMBIGUOUS_NAME',
      'NOT_SUPPORTED',
      'DIVISION_BY_ZERO',
    ],
    cause: 'the statement is not valid',
    remedy: SQL,
  },
  {
    says: /exhausted resources|EXCEEDED_\w*(MEMORY|TIME)|timed? ?out/i,
    cause: 'it needs more memory or time than Athena gives',
    remedy: 'Take fewer periods at once, or partition the table by dt and write fewer, larger files.',
  },
  {
    says: /PARTITION|PROJECTION|TABLE_PROPERTY/i,
    cause: 'the partitions of a table do not fit its definition',
    remedy: 'Repair the table in Glue: the types of its partitions, their locations or the projection.',
  },
];
