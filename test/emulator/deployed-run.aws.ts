// The synthesized app deployed by the CDK onto an emulator of AWS, and a run followed there: from the target of its
// schedule to S3 and SES, with the permissions of the deployed roles and no others. One story: a test goes on from the last.
import { createHash } from 'node:crypto';
import { GetTableMetadataCommand } from '@aws-sdk/client-athena';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTemplate } from './adapt.ts';
import { capturedMails, fetchFrom } from './captured.ts';
import { cdk } from './cdk.ts';
import { makeClients } from './clients.ts';
import { eventually } from './eventually.ts';
import { answerOf, read, readBytes, readEnds, targetOf } from './look.ts';
import { listKeys } from './objects.ts';
import { listenAsOwners, type Owners } from './owners.ts';
import { askPages, linkIn } from './pages.ts';
import { printProven, proven } from './proven.ts';
import { keysOf, nameOf, roleOf } from './role.ts';
import { scorecard } from './scorecard.ts';
import { openStand, STACKS, STAGE, type Stand } from './stand.ts';

const REPORT = 'monthly-executive';
const SCHEDULE = `scorecard-${STAGE}-${REPORT}`;
const RUN = `${REPORT}-2026-10`;
/** 08:00 in Shanghai on the first business day after October 2026, and on the day after that. */
const DUE = '2026-11-02T00:00:00Z';
const NOT_DUE = '2026-11-03T00:00:00Z';
/** Tables that are declared and that the shop has no files of: a run takes them as absent. */
const NOT_IN_THE_SAMPLE = ['control_totals'];
/** Types that Glue names otherwise than SQL does. */
const TRINO_TYPES: Record<string, string> = { string: 'varchar', int: 'integer' };
const READERS = `recipient_id,email,name,locale,role,reports,slice,employee_id
ceo,success@simulator.amazonses.com,Chief Executive,en,executive,${REPORT},,
coo,success+coo@simulator.amazonses.com,首席运营官,zh-CN,executive,${REPORT},,
guest,guest@elsewhere.example,A Guest,en,executive,${REPORT},,
`;

let stand: Stand;
let owners: Owners;

beforeAll(async () => {
  stand = await openStand(READERS);
  owners = await listenAsOwners(stand);
});

afterAll(async () => {
  if (process.env.EMULATOR_LOG === '1') process.stdout.write(await stand?.emulator.log());
  await stand?.stop();
  printProven();
});

describe('the deployment', () => {
  test('makes every resource of the templates but those that the emulator refuses', async () => {
    for (const StackName of STACKS) {
      const asked = new DescribeStackResourcesCommand({ StackName });
      const { StackResources = [] } = await stand.root.cloudformation.send(asked);
      const made = StackResources.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE');
      const { Resources } = readTemplate(stand.synthesized, StackName);
      expect(made.map(({ LogicalResourceId }) => LogicalResourceId).sort()).toEqual(Object.keys(Resources).sort());
    }
    proven(
      'on the emulator',
      `\`cdk bootstrap\` and \`cdk deploy\` of both stacks of stage ${STAGE}, by the roles of the CDK`,
    );
    for (const what of stand.leftOut) proven('left out of what was deployed', what);
  });

  test('changes nothing when it is repeated', async () => {
    const said = await cdk(stand.emulator, [
      'deploy',
      ...STACKS,
      '--app',
      stand.synthesized,
      '--require-approval',
      'never',
    ]);
    expect(said.match(/\(no changes\)/g)).toHaveLength(STACKS.length);
    proven('on the emulator', 'a second `cdk deploy` finds nothing to change');
  });

  test('describes each table of the lake as its files are', async () => {
    const tables = await stand.emulator.call('glue', 'get_tables', { DatabaseName: stand.lake.Database });
    const names = (tables.TableList as { Name: string }[]).map(({ Name }) => Name);
    expect(names.length).toBeGreaterThan(5);
    const there = await stand.engine.tables();
    expect(names.filter((name) => !there.includes(name))).toEqual(NOT_IN_THE_SAMPLE);
    for (const TableName of names.filter((name) => there.includes(name))) {
      const { TableMetadata } = await stand.root.athena.send(
        new GetTableMetadataCommand({ CatalogName: 'AwsDataCatalog', DatabaseName: stand.lake.Database, TableName }),
      );
      const columns = [...(TableMetadata?.Columns ?? []), ...(TableMetadata?.PartitionKeys ?? [])];
      const told = Object.fromEntries(columns.map(({ Name, Type = '' }) => [Name, TRINO_TYPES[Type] ?? Type]));
      const found = Object.entries((await stand.engine.describe(`SELECT * FROM raw.${TableName}`)) ?? {});
      const trino = found.map(([name, type]) => [name, type.replace(/^timestamp.*/, 'timestamp')]);
      expect(told, TableName).toEqual(Object.fromEntries(trino));
    }
    proven('on the emulator', 'the Glue catalogue has the columns of the sample lake’s files, with their types');
  });
});

describe('a role', () => {
  test('may do what its part of the job takes, and nothing of the other parts', async () => {
    const { ReportFunction = '', DeliverFunction = '', WatchdogFunction = '', PagesFunction = '' } = stand.app;
    const arns = [ReportFunction, DeliverFunction, WatchdogFunction, PagesFunction];
    const roles = await Promise.all(arns.map((arn) => roleOf(stand.root, arn)));
    const [report = '', deliver = '', watchdog = '', pages = ''] = roles;
    const { whole } = await targetOf(stand, SCHEDULE, DUE);
    const schedule = whole.RoleArn ?? '';
    const executionOf = (arn: string) => `${arn.replace(/:live$/, '')}:1/durable-execution/name/id`;
    const objects = `arn:aws:s3:::${reports()}`;
    const may: [string, string, string, boolean][] = [
      [schedule, 'lambda:InvokeFunction', ReportFunction, true],
      [schedule, 'lambda:InvokeFunction', WatchdogFunction, false],
      [schedule, 'sqs:SendMessage', whole.DeadLetterConfig?.Arn ?? '', true],
      [report, 'lambda:CheckpointDurableExecution', executionOf(ReportFunction), true],
      [report, 'lambda:GetDurableExecutionState', executionOf(ReportFunction), true],
      [report, 'lambda:CheckpointDurableExecution', executionOf(DeliverFunction), false],
      [report, 'lambda:InvokeFunction', DeliverFunction, true],
      [report, 'lambda:InvokeFunction', WatchdogFunction, false],
      [report, 'ses:SendRawEmail', '*', false],
      [report, 's3:PutObject', `${objects}/deliveries/x`, false],
      [report, 's3:DeleteObject', `${objects}/runs/x`, false],
      [deliver, 'lambda:CheckpointDurableExecution', executionOf(DeliverFunction), true],
      [deliver, 'athena:StartQueryExecution', '*', false],
      [deliver, 's3:GetObject', `arn:aws:s3:::${stand.lake.LakeBucket}/orders/x`, false],
      [deliver, 's3:PutObject', `${objects}/snapshots/x`, false],
      [watchdog, 's3:PutObject', `${objects}/runs/x`, false],
      [watchdog, 'lambda:InvokeFunction', ReportFunction, false],
      [pages, 's3:GetObject', `${objects}/snapshots/x`, true],
      [pages, 's3:GetObject', `${objects}/runs/x`, false],
      [pages, 's3:GetObject', `arn:aws:s3:::${stand.lake.LakeBucket}/orders/x`, false],
      [pages, 's3:PutObject', `${objects}/access/log/x`, true],
      [pages, 's3:PutObject', `${objects}/snapshots/x`, false],
      [pages, 's3:PutObject', `${objects}/recipients/x`, false],
      [pages, 'lambda:InvokeFunction', ReportFunction, false],
    ];
    const questions = may.map(([role, action, resource]) => ({
      PolicySourceArn: role,
      ActionNames: [action],
      ResourceArns: [resource],
    }));
    const answers = await stand.emulator.callEach('iam', 'simulate_principal_policy', questions);
    const decisions = answers.map(({ EvaluationResults }) => (EvaluationResults as { EvalDecision: string }[])[0]);
    const found = may.map(([role, action, resource], index) => {
      return [role, action, resource, decisions[index]?.EvalDecision === 'allowed'];
    });
    expect(found).toEqual(may);
    const asked = `${may.length} questions to IAM about roles`;
    proven('on the emulator', `least privilege: every call of a run is allowed by the deployed role alone; ${asked}`);
  });
});

describe('an alarm', () => {
  test('reaches the owners with the sentence that says what it means', async () => {
    const { MetricAlarms } = await stand.emulator.call('cloudwatch', 'describe_alarms');
    const alarms = MetricAlarms as { AlarmName: string; AlarmDescription: string; AlarmActions: string[] }[];
    expect(alarms.length).toBeGreaterThan(5);
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([stand.app.AlertsTopic]);
    const { AlarmName = '', AlarmDescription = '' } = alarms.find(({ AlarmName }) => /late/i.test(AlarmName)) ?? {};
    const state = { AlarmName, StateValue: 'ALARM', StateReason: 'asked by a test' };
    await stand.emulator.call('cloudwatch', 'set_alarm_state', state);
    expect(JSON.parse((await owners.next()).replace(/^.*\n/, ''))).toMatchObject({ AlarmName, AlarmDescription });
    proven(
      'on the emulator',
      `${alarms.length} alarms lead to the topic of the owners; one was set off and came there`,
    );
  });
});

describe('the bucket of reports', () => {
  test('lets the report function write a snapshot once, and not delete it', async () => {
    const keys = await keysOf(stand.root, await roleOf(stand.root, stand.app.ReportFunction ?? ''));
    const { s3 } = makeClients(stand.trust, stand.emulator.region, keys);
    const object = { Bucket: stand.lake.ReportsBucket, Key: 'snapshots/write-once-probe' };
    await s3.send(new PutObjectCommand({ ...object, Body: '1', IfNoneMatch: '*' }));
    const again = new PutObjectCommand({ ...object, Body: '2', IfNoneMatch: '*' });
    await expect(s3.send(again)).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await expect(s3.send(new DeleteObjectCommand(object))).rejects.toThrow(/explicit deny/);
    proven(
      'on the emulator',
      'S3 answers 412 to a second write of a key, and the bucket policy lets nobody delete a snapshot',
    );
  });
});

describe('a firing of the schedule', () => {
  test('makes the report, and mails each reader whom the stage may mail once', async () => {
    const { arn, input } = await targetOf(stand, SCHEDULE, DUE);
    expect(arn).toBe(stand.app.ReportFunction);
    const execution = await stand.durable.start(arn, input);
    expect(await answerOf(execution, owners)).toEqual({ outcome: 'done', run: RUN });

    const mails = await capturedMails(stand.trust);
    const to = mails.flatMap(({ To }) => To).sort();
    expect(to).toEqual(['success+coo@simulator.amazonses.com', 'success@simulator.amazonses.com']);
    expect([...new Set(mails.map(({ Source }) => Source))]).toEqual([stand.app.Sender]);
    expect(await readEnds(stand, RUN)).toEqual({
      ceo: { outcome: 'sent', messageId: idOf(mails, 'success@') },
      coo: { outcome: 'sent', messageId: idOf(mails, 'success+coo@') },
      guest: { outcome: 'dropped' },
    });
    proven(
      'on the emulator',
      'report and deliver as deployed (bundle, alias, environment, role): claim, query, snapshot, mail',
    );
    proven(
      'on the emulator',
      'SES takes one mail a reader, from the stage’s sender; who is not on the allow-list gets none',
    );
    proven('beside the emulator', 'both durable functions: checkpoints, replays, and the chained invoke of deliver');
    proven('beside the emulator', `${stand.athena.statements.length} statements over Athena’s protocol, by DuckDB`);
  });

  test('leaves a revision whose manifest is true', async () => {
    const folder = `snapshots/${REPORT}/2026-10/r1/`;
    const manifest = JSON.parse(await read(stand, `${folder}manifest.json`)) as {
      files: { key: string; sha256: string }[];
    };
    expect(manifest.files.map(({ key }) => key)).toContain(`${folder}snapshot.json`);
    for (const { key, sha256 } of manifest.files) {
      expect(
        createHash('sha256')
          .update(await readBytes(stand, key))
          .digest('hex'),
        key,
      ).toBe(sha256);
    }
    const snapshot = JSON.parse(await read(stand, `${folder}snapshot.json`));
    expect(snapshot).toMatchObject({ asOf: DUE, period: { id: '2026-10' } });
    proven('on the emulator', 'the snapshot in S3, its manifest true to the byte');
  });

  test('makes nothing twice when it comes twice', async () => {
    const before = await capturedMails(stand.trust);
    const { arn, input } = await targetOf(stand, SCHEDULE, DUE);
    const execution = await stand.durable.start(arn, input);
    expect(await answerOf(execution, owners)).toEqual({ outcome: 'duplicate', run: RUN });
    expect(await capturedMails(stand.trust)).toEqual(before);
    proven('on the emulator', 'a second firing ends as a duplicate and mails nobody');
  });

  test('does nothing on a day that is not the report’s', async () => {
    const { arn, input } = await targetOf(stand, SCHEDULE, NOT_DUE);
    const execution = await stand.durable.start(arn, input);
    expect(await answerOf(execution, owners)).toEqual({ outcome: 'not_today', run: null });
  });
});

describe('the link of a mail', () => {
  test('leads through the deployed pages to a file in S3, and to none after it was taken back', async () => {
    const mails = await capturedMails(stand.trust);
    const mail = mails.find(({ To }) => To.includes('success+coo@simulator.amazonses.com'));
    const link = linkIn(mail?.BodyText ?? '', stand.app.PagesUrl ?? '');
    expect((await askPages(stand, 'GET', link)).body).toContain('<button');
    const listed = await askPages(stand, 'POST', link);
    expect(listed.body).toContain('kpis.csv');
    const { statusCode, headers } = await askPages(stand, 'POST', `${link}/file/2026-10/r1/kpis.csv`);
    expect(statusCode).toBe(303);
    const file = await fetchFrom(stand.trust, headers.location ?? '');
    expect(file.status).toBe(200);
    expect(file.body).toBe(await read(stand, `snapshots/${REPORT}/2026-10/r1/kpis.csv`));
    const tampered = (headers.location ?? '').replace('/kpis.csv?', '/snapshot.json?');
    expect((await fetchFrom(stand.trust, tampered)).status).toBe(403);
    const who = ['--by', 'ann', '--reason', 'forwarded', '--stage', STAGE];
    const revoked = await scorecard(stand, ['links', 'revoke', 'coo', ...who]);
    expect(revoked.code, revoked.stderr).toBe(0);
    expect((await askPages(stand, 'POST', link)).statusCode).toBe(404);
    proven(
      'on the emulator',
      'the link of a mail → pages as deployed → a presigned address that S3 honours and another key’s it does not',
    );
    proven('on the emulator', '`scorecard links revoke`: the link opens nothing any more');
  });
});

describe('a person at the command line', () => {
  test('starts a run on the stage and follows it to its end', async () => {
    const period = '2026-09';
    const { code, stdout, stderr } = await scorecard(stand, ['run', '--stage', STAGE, '--period', period, '--json']);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ stage: STAGE, run: `${REPORT}-${period}`, outcome: 'done' });
    const runs = await scorecard(stand, ['runs', '--stage', STAGE, '--json']);
    expect(runs.code, runs.stderr).toBe(0);
    expect(runs.stdout).toContain(RUN);
    proven('on the emulator', '`scorecard sample`, `run` and `runs` with --stage, against the deployed stacks');
  });
});

describe('resend', () => {
  test('mails one reader again where a person asks for it, and tells the owners who and why', async () => {
    const who = ['--recipient', 'coo', '--by', 'ann', '--reason', 'it was lost'];
    const { code, stdout, stderr } = await scorecard(stand, ['resend', RUN, '--stage', STAGE, ...who]);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe('coo: sent\n');
    const claim = JSON.parse(await read(stand, `deliveries/${RUN}/coo/try-2/claim.json`));
    expect(claim).toMatchObject({ by: 'ann', reason: 'it was lost' });
    expect(await owners.next()).toMatch(/sent again by ann/);
    proven('on the emulator', '`scorecard resend`: a second try, with who and why, told to the owners');
  });
});

describe('doctor', () => {
  test('finds well what the emulator can show', async () => {
    const { stdout } = await scorecard(stand, ['doctor', '--stage', STAGE, '--json']);
    const { findings } = JSON.parse(stdout) as { findings: { check: string; state: string }[] };
    const states = Object.fromEntries(findings.map(({ check, state }) => [check, state]));
    const well = ['stage', 'functions', 'lake', 'recipients', 'quota', 'alerts'];
    expect(states).toMatchObject(Object.fromEntries(well.map((check) => [check, 'ok'])));
    proven('on the emulator', `\`scorecard doctor\`: ${well.join(', ')}`);
  });
});

describe('an event of SES', () => {
  test('reaches the ledger; who bounced is not mailed any more, and the owners are told', async () => {
    const mail = (await capturedMails(stand.trust)).find(({ To }) => To[0]?.startsWith('success@'));
    const bounce = {
      eventType: 'Bounce',
      mail: {
        messageId: mail?.MessageId,
        tags: {
          'ses:configuration-set': [stand.app.ConfigurationSet],
          run: [RUN],
          recipient: [Buffer.from('ceo').toString('base64url')],
          try: ['1'],
        },
      },
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'success@simulator.amazonses.com' }],
      },
    };
    // Nobody but AWS may put an event of aws.ses on the bus, here as there: the rule is asked, and its target given the event.
    const event = {
      ...{ version: '0', id: '1', 'detail-type': 'Email Bounced', source: 'aws.ses', resources: [] },
      ...{
        account: stand.emulator.account,
        region: stand.emulator.region,
        time: '2026-11-02T00:05:00Z',
        detail: bounce,
      },
    };
    const { Rules } = await stand.emulator.call('events', 'list_rules');
    const rule = (Rules as { Name: string; EventPattern?: string }[]).find(({ EventPattern }) =>
      EventPattern?.includes('aws.ses'),
    );
    const asked = { EventPattern: rule?.EventPattern, Event: JSON.stringify(event) };
    expect(await stand.emulator.call('events', 'test_event_pattern', asked)).toMatchObject({ Result: true });
    const { Targets } = await stand.emulator.call('events', 'list_targets_by_rule', { Rule: rule?.Name });
    const [target] = Targets as { Arn: string }[];
    await stand.root.lambda.send(
      new InvokeCommand({ FunctionName: target?.Arn, InvocationType: 'Event', Payload: JSON.stringify(event) }),
    );
    const told = await eventually(() => listKeys(stand.root.s3, reports(), `deliveries/${RUN}/ceo/try-1/events/`));
    expect(told).toEqual([expect.stringContaining('/Bounce-')]);
    const suppressed = await eventually(() => listKeys(stand.root.s3, reports(), 'suppressions/'));
    const hash = createHash('sha256').update('success@simulator.amazonses.com').digest('hex');
    expect(suppressed).toEqual([`suppressions/${hash}/1.json`]);
    expect(await owners.next()).toMatch(/Bounce of monthly-executive-2026-10 for ceo/);
    proven(
      'on the emulator',
      'EventBridge’s rule takes the event that SES documents; its target: → ledger, suppression, alert through SNS',
    );
  });
});

describe('the watchdog', () => {
  test('is started by Scheduler itself, and tells readers and owners of a report that is late', async () => {
    const before = await capturedMails(stand.trust);
    // A month that has no run. The emulator fires at once what is due in the past.
    const target = await targetOf(stand, `${SCHEDULE}-watchdog`, '2026-12-01T04:00:00Z');
    expect(target.arn).toBe(stand.app.WatchdogFunction);
    await stand.root.scheduler.send(
      new CreateScheduleCommand({
        Name: 'once',
        ScheduleExpression: 'at(2026-01-01T00:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { ...target.whole, Input: target.input },
      }),
    );
    const late = await eventually(async () => (await capturedMails(stand.trust)).slice(before.length));
    expect(late.flatMap(({ To }) => To)).toEqual(['success+coo@simulator.amazonses.com']);
    expect(await owners.next()).toMatch(/late|not out/i);
    proven(
      'on the emulator',
      'Scheduler → the watchdog’s target → late notice by SES, alert by SNS; who bounced gets none',
    );
  });
});

describe('destroying the app', () => {
  test('takes what runs, and leaves every figure and every delivery', async () => {
    const before = await listKeys(stand.root.s3, reports(), '');
    await cdk(stand.emulator, ['destroy', STACKS[1], '--app', stand.synthesized, '--force']);
    const gone = stand.root.lambda.send(
      new GetFunctionCommand({ FunctionName: nameOf(stand.app.ReportFunction ?? '') }),
    );
    await expect(gone).rejects.toThrow(/not found/i);
    expect(await listKeys(stand.root.s3, reports(), '')).toEqual(before);
    proven('on the emulator', '`cdk destroy` of the app leaves the lake, the snapshots and the ledger');
  });
});

const reports = () => stand.lake.ReportsBucket ?? '';

function idOf(mails: readonly { MessageId: string; To: string[] }[], begin: string): string | undefined {
  return mails.find(({ To }) => To[0]?.startsWith(begin))?.MessageId;
}
