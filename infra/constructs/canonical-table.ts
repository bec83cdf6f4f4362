// A canonical table in the Glue catalogue, generated from its contract: what Athena sees is what the checks expect, and a
// new column is one line of templates/facts/tables.yaml. Partitions are projected, so none can be forgotten.
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import type { Table } from '../../functions/definitions/definitions.ts';
import type { AnyBucket } from './private-bucket.ts';

/** The partition column: a day as text, as facts compare it. */
const DAY = 'dt';
/** Days before would not be seen at all; the end leaves room for local days that begin before the UTC day. */
const DAYS = '1990-01-01,NOW+2DAYS';

export type CanonicalTableProps = { catalogId: string; database: string; lake: AnyBucket; table: Table };

export class CanonicalTable extends CfnTable {
  constructor(scope: Construct, id: string, { catalogId, database, lake, table }: CanonicalTableProps) {
    const location = lake.s3UrlForObject(`${table.id}/`);
    const isPartitioned = table.partition !== 'none';
    super(scope, id, {
      catalogId,
      databaseName: database,
      tableInput: {
        name: table.id,
        tableType: 'EXTERNAL_TABLE',
        parameters: { EXTERNAL: 'TRUE', classification: 'parquet', ...(isPartitioned ? projection(location) : {}) },
        partitionKeys: isPartitioned ? [{ name: DAY, type: 'string' }] : [],
        storageDescriptor: {
          location,
          columns: columnsOf(table),
          inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
          serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
        },
      },
    });
  }
}

function projection(location: string): Record<string, string> {
  return {
    'projection.enabled': 'true',
    [`projection.${DAY}.type`]: 'date',
    [`projection.${DAY}.format`]: 'yyyy-MM-dd',
    [`projection.${DAY}.range`]: DAYS,
    [`projection.${DAY}.interval`]: '1',
    [`projection.${DAY}.interval.unit`]: 'DAYS',
    'storage.location.template': `${location}${DAY}=\${${DAY}}/`,
  };
}

function columnsOf({ columns, partition, versioned }: Table): { name: string; type: string }[] {
  const stored = Object.entries(columns).filter(([name]) => partition === 'none' || name !== DAY);
  return [
    ...stored.map(([name, { type }]) => ({ name, type: glueType(type) })),
    // A file without it reads as NULL, which the check for duplicate versions sees.
    ...(versioned ? [{ name: 'row_version', type: 'bigint' }] : []),
  ];
}

/** A contract's type in Hive's words; decimals keep precision and scale. */
export function glueType(type: string): string {
  const known: Record<string, string> = {
    varchar: 'string',
    integer: 'int',
    bigint: 'bigint',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp',
  };
  const found = /^decimal\(\d+,\d+\)$/.test(type) ? type : known[type];
  if (found === undefined)
    throw new Error(`There is no Glue type for ${type}: add it to infra/constructs/canonical-table.ts.`);
  return found;
}
