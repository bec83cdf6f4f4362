// A deployed stage as a person sees it from outside: one server for all of its services, told apart by how they are spoken
// to. What the stage is like can be changed; what was asked of it can be looked at.
import { createHash } from 'node:crypto';
import { queryError } from './query-wire.ts';
import { s3Error } from './s3-wire.ts';
import { escapeXml, type WireAnswer, type WireRequest, type WireService } from './wire.ts';

const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';
/** Where the pages of the stage are on this server. */
export const PAGES = '/pages/';
export const arnOf = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:scorecard-dev-${name}:live`;

export type Execution = { Status: string; Result?: string; Error?: { ErrorType: string; ErrorMessage: string } };

export type StageModel = {
  stacks: Record<string, { status: string; outputs: Record<string, string>; resources: string[] }>;
  schedules: Record<string, { State: string; ScheduleExpression: string; ScheduleExpressionTimezone: string }>;
  functionState: string;
  identities: Record<string, { verified: string; dkim: string }>;
  quota: { max: number; sent: number };
  isSending: boolean;
  subscriptions: { arn: string; endpoint: string }[];
  /** Objects by `bucket/key`. */
  objects: Map<string, Buffer>;
  executions: Map<string, Execution>;
  started: { functionName: string; name: string; payload: unknown }[];
  /** What a start does: it may write into the objects, and answers how its execution is. */
  onStart: (payload: Record<string, unknown>, execution: string) => Execution;
  /** What the pages answer to who has no link. */
  pages: WireAnswer;
  /** Actions that are denied. */
  denied: Set<string>;
};

export function stageModel(): StageModel {
  const schedule = (hour: number, days: string) => ({
    State: 'ENABLED',
    ScheduleExpression: `cron(0 ${hour} ${days} * ? *)`,
    ScheduleExpressionTimezone: 'Asia/Shanghai',
  });
  return {
    stacks: {
      'scorecard-dev-lake': {
        status: 'CREATE_COMPLETE',
        outputs: {
          LakeBucket: 'lake',
          ReportsBucket: 'reports',
          Database: 'scorecard_dev',
          Workgroup: 'scorecard-dev',
        },
        resources: ['Lake', 'Reports'],
      },
      'scorecard-dev': {
        status: 'CREATE_COMPLETE',
        outputs: {
          ReportFunction: arnOf('report'),
          DeliverFunction: arnOf('deliver'),
          WatchdogFunction: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:scorecard-dev-watchdog`,
          AlertsTopic: `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`,
          ConfigurationSet: 'scorecard-dev',
          Sender: 'scorecard@dev.lanternwood.example',
          PagesFunction: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:scorecard-dev-pages`,
          PagesUrl: 'http://127.0.0.1:1/',
          Schedules: 'scorecard-dev-monthly-executive,scorecard-dev-monthly-executive-watchdog',
        },
        resources: [],
      },
    },
    schedules: {
      'scorecard-dev-monthly-executive': schedule(8, '1-12'),
      'scorecard-dev-monthly-executive-watchdog': schedule(12, '*'),
    },
    functionState: 'Active',
    identities: { 'dev.lanternwood.example': { verified: 'Success', dkim: 'Success' } },
    quota: { max: 50_000, sent: 10 },
    isSending: true,
    subscriptions: [{ arn: `arn:aws:sns:${REGION}:${ACCOUNT}:alerts:1`, endpoint: 'owners@lanternwood.example' }],
    objects: new Map(),
    executions: new Map(),
    started: [],
    onStart: () => ({ Status: 'RUNNING' }),
    pages: { status: 404, headers: { 'content-security-policy': "default-src 'none'" } },
    denied: new Set(),
  };
}

export function stageWire(model: StageModel): WireService {
  return {
    actionOf,
    serve(request) {
      const action = actionOf(request);
      if (model.denied.has(action)) return denial(action, request);
      if (request.path.startsWith(PAGES)) return model.pages;
      if (request.path.startsWith('/2015-03-31/') || request.path.startsWith('/2025-12-01/'))
        return lambda(model, request);
      if (request.path.startsWith('/schedules/')) return schedule(model, request);
      if (request.method === 'POST' && request.path === '/') return query(model, action, request);
      return s3(model, request);
    },
  };
}

/** What the SDK needs to speak to this server instead of AWS. */
export function environmentOf(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  };
}

function actionOf({ method, path, query: asked, body }: WireRequest): string {
  if (path.endsWith('/invocations')) return 'Invoke';
  if (path.endsWith('/configuration')) return 'GetFunctionConfiguration';
  if (path.startsWith('/2025-12-01/')) return 'GetDurableExecution';
  if (path.startsWith('/schedules/')) return 'GetSchedule';
  if (method === 'POST' && path === '/') return new URLSearchParams(body.toString()).get('Action') ?? '';
  if (asked.has('delete')) return 'DeleteObjects';
  if (asked.get('list-type') === '2') return 'ListObjectsV2';
  return method === 'PUT' ? 'PutObject' : 'GetObject';
}

function denial(action: string, { path }: WireRequest): WireAnswer {
  const text = `User: somebody is not authorized to perform: ${action}`;
  if (path.startsWith('/20') || path.startsWith('/schedules/')) return jsonError(403, 'AccessDeniedException', text);
  return path === '/' ? queryError(403, 'AccessDenied', text) : s3Error(403, 'AccessDenied', text);
}

function lambda(model: StageModel, { path, headers, body }: WireRequest): WireAnswer {
  if (path.endsWith('/configuration')) return json(200, { State: model.functionState, LastUpdateStatus: 'Successful' });
  if (path.endsWith('/invocations')) {
    const functionName = path.split('/')[3] ?? '';
    const name = headers['x-amz-durable-execution-name'] ?? '';
    const execution = `${functionName.replace(/:live$/, ':1')}/durable-execution/${name}/1`;
    const payload = JSON.parse(body.toString()) as Record<string, unknown>;
    model.started.push({ functionName, name, payload });
    model.executions.set(execution, model.onStart(payload, execution));
    return { status: 202, headers: { 'x-amz-durable-execution-arn': execution } };
  }
  const found = model.executions.get(path.replace('/2025-12-01/durable-executions/', ''));
  return found ? json(200, found) : jsonError(404, 'ResourceNotFoundException', 'no such execution');
}

function schedule(model: StageModel, { path }: WireRequest): WireAnswer {
  const found = model.schedules[path.replace('/schedules/', '')];
  return found ? json(200, found) : jsonError(404, 'ResourceNotFoundException', 'Schedule does not exist.');
}

function query(model: StageModel, action: string, { body }: WireRequest): WireAnswer {
  const form = new URLSearchParams(body.toString());
  const members = [...form].filter(([name]) => name.startsWith('Identities.member.')).map(([, value]) => value);
  const entries = (inner: (one: StageModel['identities'][string], identity: string) => string) =>
    members.flatMap((identity) => {
      const one = model.identities[identity];
      return one ? [`<entry><key>${identity}</key><value>${inner(one, identity)}</value></entry>`] : [];
    });
  const answers: Record<string, () => string | WireAnswer> = {
    GetCallerIdentity: () => `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/li</Arn>`,
    DescribeStacks: () => describeStack(model, form.get('StackName') ?? ''),
    DescribeStackResource: () => {
      const stack = model.stacks[form.get('StackName') ?? ''];
      const id = form.get('LogicalResourceId') ?? '';
      if (!stack?.resources.includes(id))
        return queryError(400, 'ValidationError', `Resource ${id} does not exist for stack`);
      return `<StackResourceDetail><LogicalResourceId>${id}</LogicalResourceId></StackResourceDetail>`;
    },
    GetIdentityVerificationAttributes: () =>
      `<VerificationAttributes>${entries(({ verified }) => `<VerificationStatus>${verified}</VerificationStatus>`).join('')}</VerificationAttributes>`,
    GetIdentityDkimAttributes: () =>
      `<DkimAttributes>${entries(
        ({ dkim }) =>
          `<DkimEnabled>true</DkimEnabled><DkimVerificationStatus>${dkim}</DkimVerificationStatus><DkimTokens><member>tok1</member></DkimTokens>`,
      ).join('')}</DkimAttributes>`,
    GetSendQuota: () =>
      `<Max24HourSend>${model.quota.max}</Max24HourSend><SentLast24Hours>${model.quota.sent}</SentLast24Hours><MaxSendRate>14</MaxSendRate>`,
    GetAccountSendingEnabled: () => `<Enabled>${model.isSending}</Enabled>`,
    ListSubscriptionsByTopic: () =>
      `<Subscriptions>${model.subscriptions
        .map(
          ({ arn, endpoint }) =>
            `<member><SubscriptionArn>${arn}</SubscriptionArn><Endpoint>${endpoint}</Endpoint></member>`,
        )
        .join('')}</Subscriptions>`,
  };
  const answer = answers[action]?.() ?? queryError(400, 'InvalidAction', action);
  if (typeof answer !== 'string') return answer;
  const text = `<${action}Response><${action}Result>${answer}</${action}Result></${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: text };
}

function describeStack(model: StageModel, name: string): string | WireAnswer {
  const stack = model.stacks[name];
  if (!stack) return queryError(400, 'ValidationError', `Stack with id ${name} does not exist`);
  const outputs = Object.entries(stack.outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<Stacks><member><StackName>${name}</StackName><StackStatus>${stack.status}</StackStatus><Outputs>${outputs.join('')}</Outputs></member></Stacks>`;
}

function s3(model: StageModel, { method, path, query: asked, body, headers }: WireRequest): WireAnswer {
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
  if (asked.has('delete')) {
    for (const [, found] of body.toString().matchAll(/<Key>([^<]*)<\/Key>/g))
      model.objects.delete(`${bucket}/${found}`);
    return xml('<DeleteResult></DeleteResult>');
  }
  if (asked.get('list-type') === '2') return list(model, bucket, asked.get('prefix') ?? '', asked.get('delimiter'));
  if (method === 'PUT') {
    const isThere = model.objects.has(`${bucket}/${key}`);
    if (headers['if-none-match'] === '*' && isThere) return s3Error(412, 'PreconditionFailed');
    model.objects.set(`${bucket}/${key}`, body);
    return { status: 200, headers: { etag: etagOf(body) } };
  }
  const found = model.objects.get(`${bucket}/${key}`);
  return found ? { status: 200, headers: { etag: etagOf(found) }, body: found } : s3Error(404, 'NoSuchKey');
}

function list(model: StageModel, bucket: string, prefix: string, delimiter: string | null): WireAnswer {
  const keys = [...model.objects.keys()]
    .filter((at) => at.startsWith(`${bucket}/${prefix}`))
    .map((at) => at.slice(bucket.length + 1))
    .sort();
  const folderOf = (key: string) => {
    const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? null : key.slice(0, end + 1);
  };
  const folders = [...new Set(keys.flatMap((key) => folderOf(key) ?? []))];
  const contents = keys
    .filter((key) => folderOf(key) === null)
    .map((key) => {
      const body = model.objects.get(`${bucket}/${key}`) ?? Buffer.alloc(0);
      const etag = escapeXml(etagOf(body));
      return `<Contents><Key>${escapeXml(key)}</Key><ETag>${etag}</ETag><Size>${body.length}</Size></Contents>`;
    });
  const prefixes = folders.map((folder) => `<CommonPrefixes><Prefix>${escapeXml(folder)}</Prefix></CommonPrefixes>`);
  return xml(
    `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}${prefixes.join('')}</ListBucketResult>`,
  );
}

function xml(body: string): WireAnswer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0"?>\n${body}` };
}

function json(status: number, body: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function jsonError(status: number, type: string, message: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ Message: message, message }),
  };
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
