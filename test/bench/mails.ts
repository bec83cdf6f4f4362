// Mails without I/O: one rendering a language, then the MIME bytes of each reader, which are not kept.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDefinitions } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { composeMessage } from '../../functions/delivery/deliver.ts';
import type { Recipient } from '../../functions/delivery/recipients.ts';
import { renderEmail } from '../../functions/email/render.ts';
import { snapshotFolder } from '../../functions/run/keys.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { compileLayouts } from '../support/story.ts';
import { PERIOD } from './lakes.ts';
import { watchMemory } from './memory.ts';
import { requestOf } from './open-bench.ts';
import { startWatch, timed } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';
import { outFolder } from './whole-run.ts';

export async function measureMails({ out, readers }: Extract<Task, { kind: 'mails' }>): Promise<Measured> {
  const definitions = openDefinitions(DEFAULT_CONFIG);
  const { report, asOf } = requestOf(definitions);
  const layouts = (await compileLayouts(definitions))[report.id] ?? {};
  const file = path.join(outFolder(out), snapshotFolder(report.id, PERIOD, 1), 'snapshot.json');
  const snapshot = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  const parts: Record<string, number> = {};
  const memory = watchMemory(null);
  const stop = startWatch();
  const languages = Object.keys(layouts);
  const mails = [];
  for (const language of languages) {
    const locale = definitions.locales[language];
    const template = layouts[language];
    if (!locale || template === undefined) continue;
    const input = { snapshot, locale, template, sections: report.sections, links: {} };
    mails.push(await timed(parts, `render ${language}`, async () => renderEmail(input)));
  }
  const of = { run: 'bench', attempt: 1, sender: definitions.shop.sender, asOf };
  let bytes = 0;
  const heap: Record<string, number> = {};
  for (let at = 0; at < readers; at++) {
    const mail = mails[at % mails.length];
    const locale = languages[at % mails.length] ?? 'en';
    const id = `reader-${at}`;
    const to: Recipient = {
      ...{ id, email: `${id}@shop.example`, name: id, locale, role: 'executive', reports: [report.id] },
      ...{ slice: null, form: 'full', employee: null, place: { file: 'recipients.csv' } },
    };
    if (!mail) continue;
    const message = await timed(parts, 'mime', () => composeMessage(of, to, mail));
    bytes += message.mime.byteLength;
    if (at === 99 || at === readers - 1) heap[`heap at mail ${at + 1}`] = memory.sample();
  }
  return { ...stop(), parts, counts: { mails: readers, bytes, ...heap }, memory: memory.end() };
}
