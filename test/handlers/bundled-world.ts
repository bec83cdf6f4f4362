// Functions as they are deployed, bundled, over the wire protocols of AWS: one process with one environment, since a
// function reads its own once; what the services behind the wires hold changes from world to world.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { nameDatabase } from '../../functions/aws/raw-schema.ts';
import { NOTICE_LAYOUT } from '../../functions/definitions/report-layouts.ts';
import { watchFileOf } from '../../functions/definitions/watch-file.ts';
import type { QueryRows } from '../../functions/ports.ts';
import { bundleHandler } from '../../infra/constructs/bundle-handler.ts';
import { openSmallShop, recipientsOf, type SmallShop } from '../faults/small-shop.ts';
import { athenaWire } from '../support/aws/athena-wire.ts';
import { sesWire, snsWire } from '../support/aws/query-wire.ts';
import { s3Wire } from '../support/aws/s3-wire.ts';
import { startWire, type Wire } from '../support/aws/wire.ts';

const DATABASE = 'scorecard_test';
export const READERS = 3;

export type World = ReturnType<typeof newWorld>;

export type Bundles = {
  /** Services that hold nothing but a lake and the list of readers. */
  renew(): World;
  /** What a bundle exports; throws where its import does. */
  load<M>(
    name: 'report' | 'deliver' | 'watchdog' | 'pages',
    environment?: Record<string, string | undefined>,
  ): Promise<M>;
  /** Lines that were counted for CloudWatch. */
  metrics: string[];
  close(): Promise<void>;
};

export async function openBundles(): Promise<Bundles> {
  const small = await openSmallShop();
  const folder = mkdtempSync(path.join(tmpdir(), 'bundles-'));
  const wires: Wire[] = [];
  const metrics: string[] = [];
  let world = newWorld(small);
  const serve = async (name: keyof World) => {
    const wire = await startWire({
      actionOf: (request) => world[name].actionOf(request),
      serve: (request) => world[name].serve(request),
    });
    wires.push(wire);
    return wire.url;
  };
  const environment: Record<string, string | undefined> = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_S3: await serve('objects'),
    AWS_ENDPOINT_URL_ATHENA: await serve('athena'),
    AWS_ENDPOINT_URL_SES: await serve('ses'),
    AWS_ENDPOINT_URL_SNS: await serve('sns'),
    STAGE: 'test',
    REPORTS_BUCKET: 'reports',
    ALERTS_TOPIC: 'arn:aws:sns:eu-central-1:111122223333:alerts',
    DATABASE,
    WORKGROUP: 'scorecard-test',
    DELIVER_FUNCTION: 'deliver',
    SCAN_CAP_GIGABYTES: '100',
    PAGES_URL: 'https://pages.example/',
    SENDER: 'scorecard@lanternwood.example',
    CONFIGURATION_SET: 'scorecard-test',
    ALLOW: '*',
  };
  const write = process.stdout.write.bind(process.stdout) as (text: unknown) => boolean;
  const spy = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => (String(text).startsWith('{"_aws"') ? metrics.push(String(text)) > 0 : write(text)));
  let loads = 0;
  return {
    metrics,
    renew: () => {
      world = newWorld(small);
      return world;
    },
    async load<M>(name: string, over: Record<string, string | undefined> = {}) {
      loads += 1;
      const own = path.join(folder, `${name}-${loads}`);
      mkdirSync(own);
      for (const [file, text] of Object.entries(filesOf(name, small))) writeFileSync(path.join(own, file), text);
      for (const [key, value] of Object.entries({ ...environment, ...over })) {
        vi.stubEnv(key, value);
      }
      return (await import(pathToFileURL(path.join(own, 'index.mjs')).href)) as M;
    },
    close: async () => {
      spy.mockRestore();
      // Files share a process: an endpoint left behind would send other tests to a server that is gone.
      vi.unstubAllEnvs();
      await Promise.all(wires.map((wire) => wire.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The bundle without its maps, and what lies beside it. */
function filesOf(name: string, { shop: { definitions, templates } }: SmallShop): Record<string, string> {
  const modules = Object.entries(bundleHandler(`functions/handlers/${name}.ts`).files).filter(([file]) =>
    file.endsWith('.mjs'),
  );
  return {
    ...Object.fromEntries(modules.map(([file, code]) => [file, code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')])),
    'shop.json': JSON.stringify({ definitions, templates }),
    'watch.json': JSON.stringify(watchFileOf(definitions, templates[NOTICE_LAYOUT] ?? {})),
  };
}

function newWorld(small: SmallShop) {
  const objects = s3Wire({ buckets: ['reports', 'lake'] });
  const athena = athenaWire({ database: DATABASE, results: objects.objects, looks: 0 });
  athena.ends((sql) => answerOf(sql, small));
  athena.tables.push(...tablesOf(small));
  for (const { Name } of athena.tables) objects.objects.set(`lake/${Name}/part.parquet`, Buffer.from('rows'));
  objects.objects.set('reports/recipients/readers.csv', Buffer.from(recipientsOf(READERS)));
  const ses = sesWire();
  ses.quota.maxSendRate = 10_000;
  return { objects, athena, ses, sns: snsWire() };
}

function answerOf(sql: string, { recording }: SmallShop) {
  const asked = Object.entries(recording).find(
    ([question]) => question.startsWith('query ') && nameDatabase(question.slice('query '.length), DATABASE) === sql,
  );
  if (!asked) throw new Error(`never asked before: ${sql}`);
  const { columns, rows } = asked[1] as QueryRows;
  return { columns: columns.map((Name) => ({ Name, Type: 'varchar' })), rows, scannedBytes: 1000 };
}

/** The catalogue, as the engine of the recording described the tables. */
function tablesOf({ recording }: SmallShop) {
  return Object.entries(recording).flatMap(([question, columns]) => {
    const name = /^describe SELECT \* FROM raw\.(\w+) x$/.exec(question)?.[1];
    if (name === undefined || columns === null) return [];
    const types = Object.entries(columns as Record<string, string>);
    return [
      {
        Name: name,
        TableType: 'EXTERNAL_TABLE',
        Columns: types.map(([Name, Type]) => ({ Name, Type })),
        PartitionKeys: [],
        Parameters: { location: `s3://lake/${name}` },
      },
    ];
  });
}
