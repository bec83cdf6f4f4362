// The watchdog function: at each report's deadline, every day of the year. Its count is a heartbeat: a day without one is a
// failure too.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT, MAIL_CLIENT } from '../aws/client-config.ts';
import { s3Store } from '../aws/s3.ts';
import { sesMailer } from '../aws/ses.ts';
import { snsAlerts } from '../aws/sns.ts';
import type { WatchFile } from '../definitions/watch-file.ts';
import type { Watched } from '../watchdog/watch.ts';
import { countMetrics } from './metrics.ts';
import { deliverSettings, readSettings } from './settings.ts';
import { watchdogJob } from './watchdog-job.ts';

const settings = readSettings(deliverSettings, process.env);
const ports = {
  store: s3Store({ client: new S3Client(CLIENT), bucket: settings.REPORTS_BUCKET }),
  mailer: sesMailer({
    client: new SESClient(MAIL_CLIENT),
    configurationSet: settings.CONFIGURATION_SET,
    allow: settings.ALLOW,
  }),
  alerts: snsAlerts({ client: new SNSClient(CLIENT), topic: settings.ALERTS_TOPIC }),
};
let file: WatchFile | undefined;

export async function handler(event: unknown): Promise<Watched[]> {
  return watchdogJob(event, {
    ports,
    stage: settings.STAGE,
    sender: settings.SENDER,
    executionId: randomUUID(),
    readFile: () => (file ??= JSON.parse(readFileSync(new URL('./watch.json', import.meta.url), 'utf8')) as WatchFile),
    count: (counts, report) => countMetrics({ stage: settings.STAGE, report }, counts, Date.now()),
  });
}
