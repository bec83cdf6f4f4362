// The report function: a durable execution for each run.

import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { athenaEngine } from '../aws/athena.ts';
import { CLIENT } from '../aws/client-config.ts';
import { durableSteps } from '../aws/durable.ts';
import { s3Store } from '../aws/s3.ts';
import { snsAlerts } from '../aws/sns.ts';
import { readBundledShop } from './bundled-shop.ts';
import { countMetrics } from './metrics.ts';
import { reportEvent, reportJob } from './report-job.ts';
import { readSettings, reportSettings } from './settings.ts';

const settings = readSettings(reportSettings, process.env);
const athena = new AthenaClient(CLIENT);
const s3 = new S3Client(CLIENT);
const alerts = snsAlerts({ client: new SNSClient(CLIENT), topic: settings.ALERTS_TOPIC });
let bundled: ReturnType<typeof readBundledShop> | undefined;

export const handler = withDurableExecution(async (event: unknown, context) => {
  bundled ??= readBundledShop(new URL('./shop.json', import.meta.url));
  const { STAGE: stage, REPORTS_BUCKET: bucket, DATABASE: database, WORKGROUP: workgroup } = settings;
  return reportJob(durableSteps(context, { partFunction: settings.DELIVER_FUNCTION }), reportEvent.parse(event), {
    shop: bundled,
    store: s3Store({ client: s3, bucket }),
    engine: (executionId) => athenaEngine({ athena, s3, database, workgroup, executionId }),
    announcer: {
      stage,
      shop: bundled.definitions.shop.name,
      alerts,
      count: (counts) => countMetrics({ stage }, counts, Date.now()),
    },
    scanLimitGigabytes: settings.SCAN_CAP_GIGABYTES,
    pages: settings.PAGES_URL,
    now: () => new Date().toISOString(),
  });
});
