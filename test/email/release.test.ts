// What owners see above the finished mail: what moved, what is unusual, how to decide; and below it the readers' mail.
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { MOST_HTML_BYTES, MOST_PREVIEW_BYTES } from '../../functions/email/degrade.ts';
import type { Preview } from '../../functions/email/release-section.ts';
import { type Email, renderEmail } from '../../functions/email/render.ts';
import { rankMoves } from '../../functions/snapshot/moves.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { compileLocale, LINKS, LOCALES, type LocaleName, readLocale, renderMail } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';

async function renderPreview(
  snapshot: Snapshot = buildSnapshot(),
  name: LocaleName = 'en',
  change: Partial<Preview> = {},
): Promise<Email> {
  const preview: Preview = {
    run: 'monthly-executive-2026-10',
    goesOutAt: '2026-11-02T03:00:00Z',
    waiting: 12,
    byItself: true,
    decideBy: { release: ' --stage prod', hold: ' --stage prod', resend: ' --stage prod' },
    moves: rankMoves(snapshot.kpis),
    ...change,
  };
  const template = await compileLocale(name);
  return renderEmail({ snapshot, locale: readLocale(name), template, sections: SECTIONS, links: LINKS, preview });
}

const check = (more: Partial<Snapshot['checks'][number]>): Snapshot['checks'][number] => ({
  id: 'required_values',
  table: 'orders',
  outcome: 'excluded',
  detail: null,
  subject: 'order_id',
  found: { rows: '7', of: '9000' },
  ...more,
});

describe.each(LOCALES)('the mail of an owner in %s', (name) => {
  it('ends with the mail of readers, in text and HTML, and reads nothing of the release into theirs', async () => {
    const [owners, readers] = [await renderPreview(undefined, name), await renderMail(undefined, name)];
    expect(owners.text.endsWith(readers.text)).toBe(true);
    expect(owners.html.slice(owners.html.lastIndexOf('<h1'))).toBe(readers.html.slice(readers.html.lastIndexOf('<h1')));
    expect(readers.html).not.toContain('scorecard release');
    expect(readers.text).not.toContain('scorecard release');
  });

  it('shows the two commands in one piece, who waits and until when', async () => {
    const { text, html, subject } = await renderPreview(undefined, name);
    for (const word of ['release', 'hold']) {
      const command = `npx scorecard ${word} monthly-executive-2026-10 --stage prod --by <you> --reason <why>`;
      expect(text.split('\n')).toContain(command);
      expect(html).toContain(command.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    }
    expect(subject).toContain('11:00');
    expect(text).toContain('12');
    expect(text.replace(/\n/g, ' ')).toMatch(/11:00 UTC\+8/);
  });

  it('tells in both parts the same', async () => {
    const { text, html } = await renderPreview(undefined, name);
    const locale = readLocale(name);
    for (const title of [locale.release.title, locale.release.moved.title, locale.release.unusual.title]) {
      expect(text).toContain(title);
      expect(html).toContain(title);
    }
  });

  it('stays whole in its reader’s client, however much there is to tell', async () => {
    const long = 'W&"<'.repeat(100);
    const snapshot = buildSnapshot((month) => {
      month.checks = (['accepted', 'excluded', 'provisional', 'reported'] as const).flatMap((outcome) =>
        Array.from({ length: 40 }, () =>
          check({ outcome, subject: long, found: { rows: long, of: long }, accepted: { by: long, reason: long } }),
        ),
      );
      month.restated = month.kpis.flatMap(({ id }) => [
        { kpi: id, period: '2026-09', published: '1', now: '2' },
        { kpi: id, period: '2026-08', published: '1', now: '2' },
      ]);
    });
    const { html, text } = await renderPreview(snapshot, name);
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_PREVIEW_BYTES);
    expect(text.endsWith((await renderMail(snapshot, name)).text)).toBe(true);
  });

  it('has room above the longest mail of readers for what is usually told', async () => {
    const snapshot = buildSnapshot((month) => {
      month.checks = [check({}), check({ outcome: 'accepted', accepted: { by: 'Li Na', reason: 'known gap' } })];
    });
    const mails = [await renderPreview(snapshot, name), await renderMail(snapshot, name)];
    const [owners = 0, readers = 0] = mails.map(({ html }) => Buffer.byteLength(html));
    expect(owners - readers).toBeLessThan(MOST_PREVIEW_BYTES - MOST_HTML_BYTES);
  });
});

describe('what moved', () => {
  it('is told with its size among its own steps, and the range that it has left', async () => {
    const { text } = await renderPreview();
    expect(text).toMatch(/\n.+: .+ \([+−].+\), from .+\n {2}\d+\.\d times its usual step/);
  });

  it('is told of nothing that the mail does not print', async () => {
    const snapshot = buildSnapshot();
    const printed = new Set([
      ...(snapshot.scorecards[0]?.lines.map(({ kpi }) => kpi) ?? []),
      ...(snapshot.scorecards[0]?.shown ?? []),
    ]);
    const beside = snapshot.kpis.find(({ id }) => !printed.has(id));
    expect(beside).toBeDefined();
    const moves = [{ kpi: beside?.id ?? '', size: 'unmoved' as const }];
    const { text } = await renderPreview(snapshot, 'en', { moves });
    expect(text).toContain('Nothing moved since the period before.');
  });
});

describe('what is unusual', () => {
  it('is, first of all, what somebody accepted, with who and why; then what was left out and what may change', async () => {
    const snapshot = buildSnapshot((month) => {
      month.checks = [
        check({ outcome: 'provisional' }),
        check({ outcome: 'excluded' }),
        check({ outcome: 'accepted', accepted: { by: 'Li Na', reason: 'known gap' } }),
        check({ outcome: 'ok' }),
      ];
    });
    const text = (await renderPreview(snapshot)).text.replace(/\n {2}/g, ' ');
    const heads = [...text.matchAll(/^(Accepted|Rows left out|Provisional): required values/gm)].map(
      ([, head]) => head,
    );
    expect(heads).toEqual(['Accepted', 'Rows left out', 'Provisional']);
    expect(text).toContain('No order_id in 7 of 9,000 rows. Accepted by Li Na: known gap');
  });

  it('is a figure that was there the last time and is gone', async () => {
    const snapshot = buildSnapshot();
    const kpi = snapshot.kpis.find(({ id }) => id === snapshot.scorecards[0]?.lines[0]?.kpi);
    if (!kpi?.previous?.value) throw new Error('the sample month has no first KPI');
    kpi.value = null;
    kpi.notes = ['unavailable'];
    const { text } = await renderPreview(snapshot);
    expect(text).toMatch(/No figure this time: .+\. Before: .+\. Now: /);
  });

  it('is what was published otherwise', async () => {
    const snapshot = buildSnapshot((month) => {
      month.restated = [{ kpi: 'sales', period: '2026-09', published: '1000', now: '2000' }];
    });
    expect((await renderPreview(snapshot)).text).toMatch(/Restated: .+, September 2026\. Published as .+, now /);
  });

  it('is said to be nothing where it is nothing', async () => {
    const snapshot = buildSnapshot();
    for (const kpi of snapshot.kpis) delete kpi.signal;
    expect((await renderPreview(snapshot)).text).toContain('Nothing else stands out.');
  });
});

it('where nobody waits, the mail says by which command it goes out', async () => {
  const { text } = await renderPreview(undefined, 'en', {
    byItself: false,
    decideBy: { release: ' --out x', hold: ' --out x', resend: ' --out x' },
  });
  expect(text.replace(/\n/g, ' ')).toContain('the same run command sends it, too, from 2 Nov 2026, 11:00');
});

it('a name that carries markup is shown as text', async () => {
  const { html } = await renderPreview(
    buildSnapshot((month) => {
      month.checks = [check({ outcome: 'accepted', accepted: { by: '<img src=x>', reason: '<b>' } })];
    }),
  );
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x&gt;');
});
