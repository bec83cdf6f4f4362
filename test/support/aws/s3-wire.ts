// S3 as its REST API is documented, as far as the store speaks it: conditional puts with a checksum, gets, listing by
// pages in the order of UTF-8.
import { createHash } from 'node:crypto';
import { escapeXml, type WireAnswer, type WireRequest, type WireService } from './wire.ts';

export type S3Wire = WireService & {
  /** Bodies by `bucket/key`. */
  objects: Map<string, Buffer>;
};

export function s3Wire({ buckets = ['reports'], pageSize = 1000 } = {}): S3Wire {
  const objects = new Map<string, Buffer>();
  return {
    objects,
    actionOf: ({ method, query }) =>
      query.get('list-type') === '2' ? 'ListObjectsV2' : method === 'PUT' ? 'PutObject' : 'GetObject',
    serve(request) {
      const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/s.exec(request.path) ?? [];
      if (!buckets.includes(bucket)) return s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
      if (request.query.get('list-type') === '2') return list(objects, bucket, request.query, pageSize);
      return request.method === 'PUT' ? put(objects, `${bucket}/${key}`, request) : get(objects, `${bucket}/${key}`);
    },
  };
}

export function s3Error(status: number, code: string, message = code): WireAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>r-1</RequestId></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function put(objects: Map<string, Buffer>, at: string, { headers, body }: WireRequest): WireAnswer {
  const digest = createHash('sha256').update(body).digest('base64');
  if (headers['x-amz-checksum-sha256'] === undefined) return s3Error(400, 'InvalidRequest', 'Missing checksum');
  if (headers['x-amz-checksum-sha256'] !== digest) return s3Error(400, 'BadDigest');
  if (headers['if-none-match'] !== '*') return s3Error(403, 'AccessDenied', 'The bucket policy denies overwriting.');
  if (objects.has(at)) {
    return s3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  objects.set(at, body);
  return { status: 200, headers: { etag: etagOf(body), 'x-amz-checksum-sha256': digest } };
}

function get(objects: Map<string, Buffer>, at: string): WireAnswer {
  const body = objects.get(at);
  if (body === undefined) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  return { status: 200, headers: { etag: etagOf(body), 'content-length': String(body.length) }, body };
}

function list(objects: Map<string, Buffer>, bucket: string, query: URLSearchParams, pageSize: number): WireAnswer {
  const prefix = `${bucket}/${query.get('prefix') ?? ''}`;
  const found = [...objects]
    .filter(([at]) => at.startsWith(prefix))
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const from = Number(query.get('continuation-token')?.replace(/^after /, '') ?? 0);
  const page = found.slice(from, from + pageSize);
  const isTruncated = from + pageSize < found.length;
  const contents = page.map(
    ([at, body]) =>
      `<Contents><Key>${escapeXml(at.slice(bucket.length + 1))}</Key><ETag>${escapeXml(etagOf(body))}</ETag><Size>${body.length}</Size></Contents>`,
  );
  const next = isTruncated ? `<NextContinuationToken>after ${from + pageSize}</NextContinuationToken>` : '';
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
