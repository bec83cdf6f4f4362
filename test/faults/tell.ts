// Tells one generated schedule: the report's schedule fires, Lambdas die and come back, and a person starts it again
// where it did not end well, at last in a world that is whole.
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { answerPart, durableSteps } from '../../functions/aws/durable.ts';
import { type DeliverEvent, deliverJob } from '../../functions/handlers/deliver-job.ts';
import { type ReportAnswer, reportJob } from '../../functions/handlers/report-job.ts';
import type { RunResult } from '../../functions/run/request.ts';
import { durableService, type Ending } from '../support/durable-service.ts';
import type { Schedule } from './faults.ts';
import { EVENT, RUN, recipientsOf, type SmallShop } from './small-shop.ts';
import { openWorld, type Ports, type World } from './world.ts';

/** A Lambda that dies is started again by the service; this often it does not die. */
const MAX_DEATHS = 60;

export type Execution = { ending: Ending; answer: ReportAnswer | null; alerts: number };

export type Told = { world: World; executions: Execution[]; snapshots: Map<string, string>[] };

export async function tell(schedule: Schedule, { shop, recording }: SmallShop): Promise<Told> {
  const world = openWorld(schedule, recording, recipientsOf(schedule.readers));
  const executions: Execution[] = [];
  const snapshots: Told['snapshots'] = [];
  const start = async (name: string, resume: boolean): Promise<void> => {
    const before = world.alerts.length;
    const ending = await execute(name, (context, ports) => {
      const steps = durableSteps(context, { partFunction: 'deliver' });
      return reportJob(steps, { ...EVENT, resume }, { ...jobOf(shop, ports), engine: () => ports.engine });
    });
    const answer = ending.outcome === 'ended' ? (ending.value as ReportAnswer) : null;
    executions.push({ ending, answer, alerts: world.alerts.length - before });
    snapshots.push(await publishedIn(world));
    if (schedule.lateRows) world.addLateRows();
  };
  const execute = async (
    name: string,
    handle: (context: DurableContext, ports: Ports) => Promise<unknown>,
  ): Promise<Ending> => {
    const deliver = (input: unknown) =>
      execute(`${name}-part`, (context, ports) =>
        answerPart(() =>
          deliverJob(durableSteps(context), input as DeliverEvent, {
            ...jobOf(shop, ports),
            definitions: shop.definitions,
            ports: { ...ports, recipientFiles: async () => [{ file: 'r.csv', text: recipientsOf(schedule.readers) }] },
            sender: shop.definitions.shop.sender,
            reconcileHours: 0.5,
            linkOf: async (recipient: string) => `link-of-${recipient}`,
          }),
        ),
      );
    const kill = schedule.kill && name.startsWith('first') ? { kill: schedule.kill } : {};
    const service = durableService({ ...kill, arn: `arn:test:${name}`, callees: { deliver } });
    for (let life = 1; life <= MAX_DEATHS; life++) {
      const ending = await service.run((context, die) => handle(context, world.ports(die)));
      if (ending.outcome !== 'died') return ending;
    }
    return { outcome: 'failed', message: 'timed out' };
  };

  if (schedule.again === 'beside') await Promise.all([start('first', false), start('second', false)]);
  else await start('first', false);
  if (schedule.again === 'after') await start('second', false);
  for (let time = 1; time <= 2 && (await outcomeOf(world)) !== 'done'; time++) {
    if (time === 2) world.heal();
    await start(`again-${time}`, true);
  }
  return { world, executions, snapshots };
}

function jobOf(shop: SmallShop['shop'], ports: Ports) {
  const alerts = { publish: (alert: { subject: string; text: string }) => ports.publish(alert) };
  const announcer = { stage: 'test', shop: 'shop', alerts, count: () => undefined };
  return { shop, store: ports.store, announcer, scanLimitGigabytes: 1000, now: () => '2026-07-01T00:00:00Z' };
}

/** How the newest attempt ended; null where it did not. */
export async function outcomeOf({ store }: World): Promise<RunResult['outcome'] | null> {
  const keys = await store.list(`runs/${RUN}/attempt-`);
  const attempt = Math.max(0, ...keys.map((key) => Number(/attempt-(\d+)/.exec(key)?.[1] ?? 0)));
  const body = await store.get(`runs/${RUN}/attempt-${attempt}/run.json`);
  return body === null ? null : (JSON.parse(new TextDecoder().decode(body)) as RunResult).outcome;
}

/** The bytes of all that was published, a letter each: what a manifest stands beside. */
async function publishedIn({ store }: World): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const manifest of (await store.list('snapshots/')).filter((key) => key.endsWith('/manifest.json'))) {
    const text = new TextDecoder().decode((await store.get(manifest)) ?? new Uint8Array());
    files.set(manifest, text);
    for (const { key } of (JSON.parse(text) as { files: { key: string }[] }).files) {
      files.set(key, Buffer.from((await store.get(key)) ?? '').toString('latin1'));
    }
  }
  return files;
}
