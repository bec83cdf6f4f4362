// What the Glue catalogue says of the lake's tables, read by Athena's own calls: the names, the columns and the place of
// the files are then those that a statement would see.
import { GetTableMetadataCommand, ListTableMetadataCommand, type TableMetadata } from '@aws-sdk/client-athena';
import type { RelationColumns, TableFiles } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { isKey } from '../store-key.ts';
import { fingerprintFiles } from '../table-files.ts';
import { type Athena, athenaCall } from './athena-query.ts';
import { type Call, call, codeOf } from './call.ts';
import { type Bucket, hasObject, listObjects } from './s3.ts';

export async function listTables(at: Athena): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const command = new ListTableMetadataCommand({
      CatalogName: at.catalog,
      DatabaseName: at.database,
      WorkGroup: at.workgroup,
      MaxResults: 50,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const listing = catalogCall(at, `Listing the tables of Glue database ${at.database}`, 'ListTableMetadata');
    const page = await call(listing, () => at.client.send(command), at.wait);
    names.push(...(page.TableMetadataList ?? []).map(({ Name }) => Name ?? ''));
    token = page.NextToken;
  } while (token !== undefined);
  return names;
}

/** Null where there is no such table. */
export async function readTable(at: Athena, table: string): Promise<TableMetadata | null> {
  const command = new GetTableMetadataCommand({
    CatalogName: at.catalog,
    DatabaseName: at.database,
    TableName: table,
    WorkGroup: at.workgroup,
  });
  const read = async () => {
    try {
      return (await at.client.send(command)).TableMetadata ?? null;
    } catch (error) {
      if (codeOf(error) === 'EntityNotFoundException') return null;
      throw error;
    }
  };
  return call(catalogCall(at, `Reading table ${at.database}.${table} of Glue`, 'GetTableMetadata'), read, at.wait);
}

/**
 * Columns of a table as `SELECT *` yields them, or null where only a statement can tell: a view may have changed
 * underneath, and Iceberg keeps columns that were dropped.
 */
export function columnsOf({ TableType, Columns, PartitionKeys, Parameters }: TableMetadata): RelationColumns | null {
  if (TableType === 'VIRTUAL_VIEW' || Parameters?.table_type !== undefined) return null;
  const columns = [...(Columns ?? []), ...(PartitionKeys ?? [])];
  return Object.fromEntries(columns.map(({ Name, Type }) => [Name ?? '', engineType(Type ?? '')]));
}

/**
 * A deployment declares every canonical table, whether the shop has such facts or not: one without a file is absent, as
 * in a lake folder, since the sums of no rows would be read as zero.
 */
export async function hasFiles(s3: Omit<Bucket, 'bucket'>, found: TableMetadata): Promise<boolean> {
  const place = placeOf(found);
  if (place === null) return true;
  const { bucket, prefix } = place;
  return hasObject({ ...s3, bucket }, prefix, (key) => isRead(key.slice(prefix.length)));
}

/** Keys begin with the table's own folder, as in a lake folder: the same lake has the same fingerprint on both. */
export async function fingerprintTable(at: Athena, s3: Omit<Bucket, 'bucket'>, table: string): Promise<TableFiles> {
  const { bucket, prefix } = locationOf(at, table, await readTable(at, table));
  const above = prefix.slice(0, prefix.slice(0, -1).lastIndexOf('/') + 1);
  const objects = await listObjects({ ...s3, bucket }, prefix);
  const files = objects
    .filter(({ key }) => isRead(key.slice(prefix.length)))
    .map(({ key, size, etag }) => ({ key: key.slice(above.length), size, tag: etag }));
  return fingerprintFiles(table, files);
}

function catalogCall(at: Athena, doing: string, action: string): Call {
  return athenaCall(at, doing, action, `data catalogue ${at.catalog}`);
}

function locationOf(at: Athena, table: string, found: TableMetadata | null): { bucket: string; prefix: string } {
  const name = `${at.database}.${table}`;
  if (found === null) {
    const remedy = 'Create the table in Glue, or correct the name in sources.yaml.';
    throw new ProblemError({ code: 'MISSING_TABLE', message: `Glue has no table ${name}.`, remedy });
  }
  const place = placeOf(found);
  if (place === null) {
    throw new ProblemError({
      code: 'ENGINE_FAILED',
      message: `${name} is a view or has no location in S3, so nobody could tell later whether its rows were the same.`,
      remedy: `Put the SELECT of the view into sources.yaml, over the tables that it reads.`,
    });
  }
  return place;
}

/** Null of a view, and of a table that does not lie in S3. */
function placeOf({ TableType, Parameters }: TableMetadata): { bucket: string; prefix: string } | null {
  const [, bucket = '', path = ''] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(Parameters?.location ?? '') ?? [];
  if (bucket === '' || TableType === 'VIRTUAL_VIEW') return null;
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` };
}

/** Athena reads every object below a table's location but those whose names begin so. */
function isRead(relative: string): boolean {
  return isKey(relative) && relative.split('/').every((segment) => !segment.startsWith('_'));
}

const ENGINE_TYPES: Record<string, string> = { string: 'varchar', int: 'integer', float: 'real', binary: 'varbinary' };

/** A type of Glue, which are Hive's, in the words of Trino. */
function engineType(type: string): string {
  const lower = type.toLowerCase();
  return ENGINE_TYPES[lower] ?? lower;
}
