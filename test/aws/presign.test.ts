// An address that opens one object for minutes. Its signature is computed again here by the steps that AWS documents for
// query authentication (Signature Version 4), so that nothing of the signer proves itself.
import { createHash, createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { originOf, presignGet } from '../../functions/aws/presign.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const client = new S3Client({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: SECRET, sessionToken: 'a/session+token=' },
});
const at = { client, bucket: 'scorecard-reports', seconds: 300 };
const KEY = 'snapshots/a/2026-10/r1/slices/channel=%E5%A4%A9/kpis (1).csv';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

function signatureOf(address: URL): string {
  const query = address.search
    .slice(1)
    .split('&')
    .filter((pair) => !pair.startsWith('X-Amz-Signature='))
    .sort();
  const canonical = ['GET', address.pathname, query.join('&'), `host:${address.host}\n`, 'host', 'UNSIGNED-PAYLOAD'];
  const date = address.searchParams.get('X-Amz-Date') as string;
  const scope = [date.slice(0, 8), 'eu-central-1', 's3', 'aws4_request'];
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash].join('\n');
  const key = scope.reduce<string | Buffer>((own, part) => hmac(own, part), `AWS4${SECRET}`);
  return hmac(key, toSign).toString('hex');
}

describe('a presigned address', () => {
  it('is signed as AWS documents it, for five minutes, with the session of the role', async () => {
    const address = new URL(await presignGet(at, KEY, 'attachment; filename="kpis.csv"'));
    expect(address.searchParams.get('X-Amz-Signature')).toBe(signatureOf(address));
    expect(address.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(address.searchParams.get('X-Amz-SignedHeaders')).toBe('host');
    expect(address.searchParams.get('X-Amz-Security-Token')).toBe('a/session+token=');
    expect(decodeURIComponent(address.pathname)).toBe(`/${KEY}`);
  });

  it('lets the browser keep the file, and never show or remember it', async () => {
    const { searchParams } = new URL(await presignGet(at, KEY, 'attachment; filename="kpis.csv"'));
    expect(searchParams.get('response-content-disposition')).toBe('attachment; filename="kpis.csv"');
    expect(searchParams.get('response-content-type')).toBe('application/octet-stream');
    expect(searchParams.get('response-cache-control')).toBe('no-store');
  });

  it('lies at the origin to which forms may lead', async () => {
    const address = new URL(await presignGet(at, KEY, 'attachment'));
    expect(await originOf(at)).toBe(address.origin);
    expect(address.origin).toBe('https://scorecard-reports.s3.eu-central-1.amazonaws.com');
  });
});
