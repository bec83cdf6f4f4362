// The pages function: what personal links lead to, behind a URL of its own. The link is the only credential.
import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { answer, failedAnswer } from '../access/answer.ts';
import { disposition } from '../access/http.ts';
import { FILE_MINUTES } from '../access/token.ts';
import { CLIENT, MAIL_CLIENT } from '../aws/client-config.ts';
import { originOf, presignGet } from '../aws/presign.ts';
import { s3Store } from '../aws/s3.ts';
import { sesMailer } from '../aws/ses.ts';
import { snsAlerts } from '../aws/sns.ts';
import { storedRecipients } from '../delivery/stored-recipients.ts';
import { readBundledShop } from './bundled-shop.ts';
import { pagesJob, type UrlAnswer } from './pages-job.ts';
import { deliverSettings, readSettings } from './settings.ts';

const settings = readSettings(deliverSettings, process.env);
const bucket = { client: new S3Client(CLIENT), bucket: settings.REPORTS_BUCKET };
const store = s3Store(bucket);
const ports = {
  store,
  mailer: sesMailer({
    client: new SESClient(MAIL_CLIENT),
    configurationSet: settings.CONFIGURATION_SET,
    allow: settings.ALLOW,
  }),
  recipientFiles: () => storedRecipients(store),
  alerts: snsAlerts({ client: new SNSClient(CLIENT), topic: settings.ALERTS_TOPIC }),
  now: () => new Date().toISOString(),
  random: randomBytes,
  presign: (key: string, name: string) => presignGet({ ...bucket, seconds: FILE_MINUTES * 60 }, key, disposition(name)),
};
let bundled: ReturnType<typeof readBundledShop> | undefined;
let downloads: string | undefined;

export async function handler(event: unknown): Promise<UrlAnswer> {
  bundled ??= readBundledShop(new URL('./shop.json', import.meta.url));
  const { definitions, templates, calendar } = bundled;
  downloads ??= await originOf(bucket);
  const { SENDER: sender, STAGE: stage } = settings;
  const context = { definitions, templates, calendar, sender, stage, downloads, isLocal: false };
  return pagesJob(event, {
    answer: (request, base) => answer(request, ports, { ...context, base }),
    failed: (request) => failedAnswer(request, { ...context, base: '' }),
    onFailure: (error) => console.error(error),
  });
}
