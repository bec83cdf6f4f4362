// Clients of the emulator in this process: its own certificate is trusted by these clients and by nothing else.
import { Agent } from 'node:https';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';

export type Trust = { url: string; certificate: string };

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

export type Clients = ReturnType<typeof makeClients>;

export function makeClients(trust: Trust, region: string, credentials: Keys) {
  const client = {
    region,
    credentials,
    endpoint: trust.url,
    requestHandler: { httpsAgent: new Agent({ ca: trust.certificate, maxSockets: 16 }) },
  };
  return {
    athena: new AthenaClient(client),
    cloudformation: new CloudFormationClient(client),
    lambda: new LambdaClient(client),
    s3: new S3Client(client),
    scheduler: new SchedulerClient(client),
    ses: new SESClient(client),
    sns: new SNSClient(client),
  };
}
