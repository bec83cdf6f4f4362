// What a run of these tests may claim: a line is printed as proven only after the test that says so has passed.
export type Where = 'on the emulator' | 'beside the emulator' | 'left out of what was deployed';

/** What no test here can show, with the reason. */
const NOT_HERE: readonly (readonly [string, string])[] = [
  [
    'that a schedule fires at its local time, fills in <aws.scheduler.scheduled-time>, retries, and uses its queue',
    'the emulator reads cron in UTC and knows none of the others; it does keep the schedule’s target, which is followed',
  ],
  [
    'Lambda’s durable service: its quotas, its replays after days, retries of a failed invocation',
    'the emulator starts no durable execution from a schedule, an event or another function; ours stands in',
  ],
  [
    'that the statements run on Athena, what they scan, and that the scan limit cancels',
    'DuckDB stands in behind Athena’s protocol; `npm run test:trino` runs every statement on Trino',
  ],
  ['that Athena may read the lake and write results with the permissions of the role', 'the stand-in reads for itself'],
  [
    'that SES delivers, signs with DKIM, counts a quota, or tells EventBridge what became of a mail',
    'the emulator keeps the mail and verifies every domain; the test sends the events that AWS documents',
  ],
  [
    'that a metric sets off its alarm, and that logs end',
    'the emulator reads no metrics out of log lines; the test sets off an alarm by hand',
  ],
  [
    'that the bucket refuses to put a snapshot without If-None-Match',
    'the emulator does not know s3:ObjectCreationOperation, by which the policy tells a put from the parts of one',
  ],
  [
    'lifecycle rules, encryption at rest, access logs of buckets',
    'the emulator leaves them out or does not act on them',
  ],
  ['the first e-mail of an alert', 'the emulator sends no e-mail for SNS; a queue is subscribed beside the addresses'],
  ['arm64', 'the functions run in this machine’s Node.js'],
];

const shown: { where: Where; what: string }[] = [];

export function proven(where: Where, what: string): void {
  shown.push({ where, what });
}

export function printProven(): void {
  const list = (title: string, lines: readonly string[]) => [`\n${title}`, ...lines.map((line) => `  • ${line}`)];
  const of = (where: Where) => shown.filter((one) => one.where === where).map(({ what }) => what);
  const lines = [
    ...list('Proven on the emulator', of('on the emulator')),
    ...list('Proven beside it, with a stand-in of ours', of('beside the emulator')),
    ...list('Left out of what was deployed', of('left out of what was deployed')),
    ...list(
      'Not to be proven here',
      NOT_HERE.map(([what, why]) => `${what}\n      ${why}`),
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
