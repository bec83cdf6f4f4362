// The deliver function: a durable execution for each part of a run, and for each ask to send again.

import { randomBytes } from 'node:crypto';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { issueLink } from '../access/issue-link.ts';
import { CLIENT, MAIL_CLIENT } from '../aws/client-config.ts';
import { answerPart, durableSteps } from '../aws/durable.ts';
import { s3Store } from '../aws/s3.ts';
import { sesMailer } from '../aws/ses.ts';
import { snsAlerts } from '../aws/sns.ts';
import { storedRecipients } from '../delivery/stored-recipients.ts';
import { readBundledShop } from './bundled-shop.ts';
import { deliverEvent, deliverJob } from './deliver-job.ts';
import { countMetrics } from './metrics.ts';
import { deliverSettings, readSettings } from './settings.ts';

/** Events of SES come within minutes, but are best effort; after a day none is to be expected. */
const RECONCILE_HOURS = 24;

const settings = readSettings(deliverSettings, process.env);
const store = s3Store({ client: new S3Client(CLIENT), bucket: settings.REPORTS_BUCKET });
const mailer = sesMailer({
  client: new SESClient(MAIL_CLIENT),
  configurationSet: settings.CONFIGURATION_SET,
  allow: settings.ALLOW,
});
const alerts = snsAlerts({ client: new SNSClient(CLIENT), topic: settings.ALERTS_TOPIC });
const now = () => new Date().toISOString();
let bundled: ReturnType<typeof readBundledShop> | undefined;

export const handler = withDurableExecution((event: unknown, context) =>
  answerPart(async () => {
    bundled ??= readBundledShop(new URL('./shop.json', import.meta.url));
    const { definitions } = bundled;
    return deliverJob(durableSteps(context), deliverEvent.parse(event), {
      definitions,
      ports: { store, mailer, recipientFiles: () => storedRecipients(store) },
      sender: settings.SENDER,
      reconcileHours: RECONCILE_HOURS,
      linkOf: (recipient, report) => issueLink({ store, random: randomBytes, now }, recipient, report),
      announcer: {
        stage: settings.STAGE,
        shop: definitions.shop.name,
        alerts,
        count: (counts) => countMetrics({ stage: settings.STAGE }, counts, Date.now()),
      },
    });
  }),
);
