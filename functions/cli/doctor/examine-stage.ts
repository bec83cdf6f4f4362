// What can be told of a deployed stage: each part of it is asked in turn, and a denied permission names the action that is
// missing, while the other checks go on.
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { call, pause } from '../../aws/call.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import { readRecipients } from '../../delivery/recipients.ts';
import { storedRecipients } from '../../delivery/stored-recipients.ts';
import { tablesOfRun } from '../../run/tables.ts';
import { listFolders } from '../stage/lake-objects.ts';
import { openStage, type Stage, type StageName } from '../stage/open-stage.ts';
import { examineMail } from './examine-mail.ts';
import { examinePages } from './examine-pages.ts';
import { examineSchedules } from './examine-schedules.ts';
import { examineFreshness, examineRecipients, type NewestDays } from './examine-shop.ts';
import { examine, type Finding, fail, ok, warn } from './finding.ts';

export async function examineStage(name: StageName, definitions: Definitions, now: string): Promise<Finding[]> {
  let stage: Stage | undefined;
  const found = await examine('stage', async () => {
    stage = await openStage(name);
    return [ok('stage', `${stage.name} in ${stage.region} of account ${stage.account}, seen as ${stage.caller}.`)];
  });
  if (!stage) return found;
  const at = stage;
  const files = await storedRecipients(at.store).catch(() => []);
  const readers = readRecipients(files, definitions).recipients.length;
  const rest = await Promise.all([
    examine('functions', () => examineFunctions(at)),
    examine('schedules', () => examineSchedules(at, definitions, now)),
    examine('lake', () => examineLakeBucket(at, definitions, now)),
    examine('recipients', async () =>
      examineRecipients(await storedRecipients(at.store), definitions, noRecipients(at)),
    ),
    examineMail(at, readers),
    examine('pages', () => examinePages(at)),
    examine('alerts', () => examineAlerts(at)),
  ]);
  return [...found, ...rest.flat()];
}

async function examineFunctions({ client, outputs }: Stage): Promise<Finding[]> {
  const lambda = new LambdaClient(client);
  const {
    ReportFunction: report,
    DeliverFunction: deliver,
    WatchdogFunction: watchdog,
    PagesFunction: pages,
  } = outputs;
  const arns = { report, deliver, watchdog, pages };
  const findings = await Promise.all(
    Object.entries(arns).map(async ([name, arn]) => {
      const action = 'lambda:GetFunctionConfiguration';
      const about = { service: 'lambda', doing: `Looking at function ${name}`, action, resource: arn } as const;
      const command = new GetFunctionConfigurationCommand({ FunctionName: arn });
      const { State, StateReason, LastUpdateStatus } = await call(about, () => lambda.send(command), pause);
      if (State !== 'Active') {
        const text = `${name} is ${State}: ${StateReason ?? 'Lambda does not say why'}`;
        return fail('functions', text, 'Wait where it is Pending, otherwise deploy the stage again.');
      }
      return LastUpdateStatus === 'Failed'
        ? fail('functions', `The last update of ${name} failed.`, 'Deploy the stage again.')
        : null;
    }),
  );
  const wrong = findings.filter((finding) => finding !== null);
  return wrong.length > 0 ? wrong : [ok('functions', `${Object.keys(arns).join(', ')} are active.`)];
}

/** Newest partitions as they lie in the bucket: no statement is paid for. */
async function examineLakeBucket(
  { s3, outputs, name }: Stage,
  definitions: Definitions,
  now: string,
): Promise<Finding[]> {
  const bucket = outputs.LakeBucket;
  const daily = tablesOfRun(definitions).filter(
    (table) => definitions.tables[table]?.partition !== 'none' && !(table in definitions.sources),
  );
  const newest: NewestDays = {};
  await Promise.all(
    daily.map(async (table) => {
      const folders = await listFolders({ client: s3, bucket }, `${table}/dt=`);
      const day = folders
        .map((folder) => /dt=([^/]+)\/$/.exec(folder)?.[1] ?? '')
        .sort()
        .at(-1);
      if (day !== undefined) newest[table] = day;
    }),
  );
  const absent = daily.filter((table) => !(table in newest));
  if (absent.length === daily.length) {
    const text = `s3://${bucket} holds no partition <table>/dt=YYYY-MM-DD/ of ${daily.slice(0, 3).join(', ')}, ….`;
    const remedy = `Load it, or try it on a sample: \`scorecard sample --stage ${name}\`. A lake with other paths cannot be looked at.`;
    return [warn('lake', text, remedy)];
  }
  const lacking = absent.length === 0 ? '' : ` Without ${absent.join(', ')} their KPIs are n/a.`;
  const load = 'Load the missing days; the same run then goes on.';
  return [
    ok('lake', `s3://${bucket} has ${daily.length - absent.length} of ${daily.length} tables by day.${lacking}`),
    ...examineFreshness(newest, definitions, now, load),
  ];
}

function noRecipients({ outputs, name }: Stage): { none: string; remedy: string } {
  const folder = `s3://${outputs.ReportsBucket}/recipients/`;
  const remedy = `aws s3 cp recipients.csv ${folder}, or \`scorecard sample --stage ${name} --mail-to you@company.com\`.`;
  return { none: `${folder} holds no .csv file.`, remedy };
}

async function examineAlerts({ client, outputs }: Stage): Promise<Finding[]> {
  const sns = new SNSClient(client);
  const topic = outputs.AlertsTopic;
  const action = 'sns:ListSubscriptionsByTopic';
  const about = { service: 'sns', doing: 'Looking who gets alerts', action, resource: topic } as const;
  const command = new ListSubscriptionsByTopicCommand({ TopicArn: topic });
  const { Subscriptions = [] } = await call(about, () => sns.send(command), pause);
  const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'));
  const waiting = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  const said = `${confirmed.length} of ${Subscriptions.length} subscriptions are confirmed.`;
  if (confirmed.length === 0) {
    const remedy =
      'Follow the link of “AWS Notification - Subscription Confirmation”, or correct alertsTo in infra/stages.ts.';
    return [fail('alerts', `Nobody gets alerts: ${said}`, remedy)];
  }
  if (waiting.length === 0) return [ok('alerts', said)];
  const names = waiting.map(({ Endpoint }) => Endpoint).join(', ');
  return [
    warn(
      'alerts',
      `${said} Not yet: ${names}.`,
      'They follow the link that AWS has sent them; deploying sends it again.',
    ),
  ];
}
