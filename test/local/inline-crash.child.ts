// A small run over the real local ports, to be killed: plan, query side by side, write once, mail at most once.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderStore } from '../../functions/local/folder.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import { crashingPort, crashingSteps, crashPoints } from '../support/crashing-ports.ts';

const folder = process.argv[2] as string;
const reach = crashPoints();
const store = crashingPort(folderStore(join(folder, 'out')), 'store', reach);
const mailer = crashingPort(outboxMailer(join(folder, 'out')), 'mailer', reach);
const inline = await inlineSteps({ folder: join(folder, 'out'), run: 'june', waitSeconds: async () => undefined });
const steps = crashingSteps(inline, reach);
const run = (name: string): void => appendFileSync(join(folder, 'ran'), `${name}\n`);

const claim = await steps.step('claim', async () => {
  run('claim');
  return store.putOnce('runs/june/claim', steps.executionId);
});
if (claim === 'different') {
  await inline.finish('done');
  console.log(JSON.stringify({ outcome: 'duplicate' }));
  process.exit(0);
}

let polls = 0;
await steps.until('ready', async () => (++polls > 1 ? { ready: true, value: polls } : { ready: false }), {
  everySeconds: 1,
  atMostSeconds: 5,
});

const rows = await steps.each(
  'query',
  ['orders', 'parcels'],
  (table, index, own) =>
    own.step('copy', async () => {
      run(`query[${index}]/copy`);
      await store.putOnce(`runs/june/${table}.csv`, `${table},${index}`);
      return index;
    }),
  { atOnce: 2 },
);

await steps.step('snapshot', async () => {
  run('snapshot');
  return store.putOnce('snapshots/june/r1/snapshot.json', JSON.stringify(rows));
});

const mails = await steps.each(
  'deliver',
  ['ann', 'bob'],
  async (recipient, index, own) => {
    const sent = await own.atMostOnce('send', async () => {
      run(`deliver[${index}]/send`);
      const body = { subject: 'June', mime: Buffer.from('mime'), html: '<p>', text: 'text' };
      return mailer.send({
        run: 'june',
        recipient,
        attempt: 1,
        from: 'a@shop.test',
        to: `${recipient}@shop.test`,
        ...body,
      });
    });
    return sent.outcome === 'done' ? 'sent' : own.step('look', () => mailer.look('june', recipient, 1));
  },
  { atOnce: 2 },
);

reach('before finish');
await inline.finish('done');
reach('after finish');
console.log(JSON.stringify({ outcome: 'done', mails }));
