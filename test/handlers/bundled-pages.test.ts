// From a mail to a file, as it is deployed: the bundles of report and deliver make and send it, that of pages answers who
// follows its link, over the wire protocols of AWS.
import type { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UrlAnswer } from '../../functions/handlers/pages-job.ts';
import { EVENT } from '../faults/small-shop.ts';
import { durableService } from '../support/durable-service.ts';
import { type Bundles, openBundles, type World } from './bundled-world.ts';

type Lambda = ReturnType<typeof withDurableExecution>;

let bundles: Bundles;
let world: World;
let pages: (event: unknown) => Promise<UrlAnswer>;
/** The path of the first reader's link. */
let link = '';

beforeAll(async () => {
  bundles = await openBundles();
  world = bundles.renew();
  const report = (await bundles.load<{ handler: Lambda }>('report')).handler;
  const deliver = (await bundles.load<{ handler: Lambda }>('deliver')).handler;
  pages = (await bundles.load<{ handler: typeof pages }>('pages')).handler;
  const part = (input: unknown) => durableService({ arn: 'arn:test:part', input }).invoke(deliver);
  const ending = await durableService({ arn: 'arn:test:run', input: EVENT, callees: { deliver: part } }).invoke(report);
  expect(ending).toMatchObject({ outcome: 'ended', value: { outcome: 'done' } });
  const text = (world.ses.mails[0]?.mime ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  link = /https:\/\/pages\.example(\/l1\.[\w.-]+)/.exec(text)?.[1] ?? '';
});

afterAll(() => bundles.close());

function ask(method: string, rawPath: string, more: object = {}): Promise<UrlAnswer> {
  const requestContext = { domainName: 'x.lambda-url.eu-central-1.on.aws', requestId: rawPath, http: { method } };
  return pages({ version: '2.0', rawPath, headers: { 'Accept-Language': 'zh-CN' }, requestContext, ...more });
}

describe('the link of a mail', () => {
  it('is behind the button by which mail programs unsubscribe', () => {
    const mime = (world.ses.mails[0]?.mime ?? '').replaceAll(/\r\n\s/g, ' ');
    expect(mime).toContain(`List-Unsubscribe: <https://pages.example${link}/en/unsubscribe>`);
    expect(mime).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  it('leads to a page that opens nothing until its button is pressed', async () => {
    const { statusCode, body, headers } = await ask('GET', link);
    expect(statusCode).toBe(200);
    expect(body).toContain(`action="${link}/en"`);
    expect(headers['strict-transport-security']).toMatch(/^max-age=/);
    expect(headers['content-security-policy']).toMatch(/form-action 'self' http:\/\/127\.0\.0\.1:\d+;/);
  });

  it('opens the list of files, and of each an address of the store that works for five minutes', async () => {
    const { body } = await ask('POST', `${link}/en`);
    const file = /action="([^"]+\/file\/2026-06\/r1\/kpis\.csv)"/.exec(body)?.[1] as string;
    const { statusCode, headers } = await ask('POST', file);
    expect(statusCode).toBe(303);
    const address = new URL(headers.location as string);
    expect(address.pathname).toBe('/reports/snapshots/monthly-executive/2026-06/r1/kpis.csv');
    expect(address.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(address.searchParams.get('response-content-disposition')).toMatch(/^attachment; filename="kpis\.csv"/);
    const stored = world.objects.objects.get('reports/snapshots/monthly-executive/2026-06/r1/kpis.csv');
    expect(Buffer.from(await (await fetch(address)).arrayBuffer()).equals(stored as Buffer)).toBe(true);
  });

  it('shows the mail as it was sent, in either language, with links that lead on', async () => {
    const english = await ask('POST', `${link}/en/mail/2026-06/r1`);
    expect(english.statusCode).toBe(200);
    expect(english.body).toContain('<html lang="en"');
    expect(english.body).toContain(`https://x.lambda-url.eu-central-1.on.aws${link}/zh-CN/mail/2026-06/r1`);
    expect((await ask('POST', `${link}/zh-CN/mail/2026-06/r1`)).body).toContain('<html lang="zh-CN"');
    expect(english.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  });

  it('shows the charts, to which the mail leads', async () => {
    const { body } = await ask('POST', `${link}/en/mail/2026-06/r1`);
    expect(body).toContain(`https://x.lambda-url.eu-central-1.on.aws${link}/en/report/2026-06/r1`);
    const charts = await ask('POST', `${link}/en/report/2026-06/r1`);
    expect(charts.body).toContain('The scorecard in charts');
    expect(charts.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
    expect((await ask('GET', `${link}/en/report/2026-06/r1`)).body).toContain('The charts of June 2026');
  });

  it('shows where the figures come from, and definitions', async () => {
    expect((await ask('POST', `${link}/en/figures/2026-06/r1`)).body).toContain('Where the figures come from');
    expect((await ask('POST', `${link}/en/definitions`)).body).toContain('KPI definitions and formulas');
  });

  it('unsubscribes by the button of a mail program, whose body comes encoded, and tells the owners', async () => {
    const body = Buffer.from('List-Unsubscribe=One-Click').toString('base64');
    const { statusCode } = await ask('POST', `${link}/en/unsubscribe`, { body, isBase64Encoded: true });
    expect(statusCode).toBe(200);
    const wish = world.objects.objects.get('reports/access/unsubscribed/monthly-executive/reader-0/1.json');
    expect(JSON.parse(String(wish))).toMatchObject({ unsubscribed: true, by: 'one-click' });
    expect(world.sns.published.map(({ subject }) => subject)).toEqual([
      '[test] A reader unsubscribed from monthly-executive',
    ]);
  });
});

describe('whoever has no link', () => {
  it('is told so in the language of their browser', async () => {
    const { statusCode, body } = await ask('GET', '/');
    expect(statusCode).toBe(404);
    expect(body).toContain('此链接无法打开任何内容');
  });
});

describe('what fails', () => {
  it('is said in plain words, and the cause stays in the log', async () => {
    world.objects.objects.set('reports/access/keys/1.json', Buffer.from('{ broken'));
    const { statusCode, body } = await ask('GET', link, { headers: {} });
    expect(statusCode).toBe(500);
    expect(body).toContain('Something went wrong');
    expect(body).not.toMatch(/JSON|broken|at .*\.ts/);
  });
});
