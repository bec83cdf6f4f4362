// The function that takes the events of SES from EventBridge into the ledger; owners are told of bounces and complaints.
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT } from '../aws/client-config.ts';
import { s3Store } from '../aws/s3.ts';
import { snsAlerts } from '../aws/sns.ts';
import { deliveryEventsJob } from './delivery-events-job.ts';
import { countMetrics } from './metrics.ts';
import { eventSettings, readSettings } from './settings.ts';

const { STAGE: stage, REPORTS_BUCKET: bucket, ALERTS_TOPIC: topic } = readSettings(eventSettings, process.env);
const store = s3Store({ client: new S3Client(CLIENT), bucket });
const alerts = snsAlerts({ client: new SNSClient(CLIENT), topic });

export async function handler(event: unknown): Promise<{ outcome: string }> {
  const count = (counts: Record<string, number>) => countMetrics({ stage }, counts, Date.now());
  return deliveryEventsJob(event, { store, alerts, stage, count });
}
