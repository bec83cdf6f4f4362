// Tells the real story over the local ports, in a process that can be killed at a point: `node … <out> <fixture.json>`.
import { readFileSync } from 'node:fs';
import { folderStore } from '../../functions/local/folder.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import { outboxMailer } from '../../functions/local/outbox.ts';
import type { RunContext, RunRequest } from '../../functions/run/request.ts';
import { runReport } from '../../functions/run-report.ts';
import { crashingPort, crashingSteps, crashPoints } from './crashing-ports.ts';
import { deliverParts } from './parts.ts';
import { type Recording, recordedEngine } from './recorded-engine.ts';

export type Fixture = { request: RunRequest; context: RunContext; recording: Recording; recipients: string };

const [out = '', fixture = ''] = process.argv.slice(2);
const { request, context, recording, recipients } = JSON.parse(readFileSync(fixture, 'utf8')) as Fixture;
const reach = crashPoints();
const ports = {
  engine: recordedEngine(recording),
  store: crashingPort(folderStore(out), 'store', reach),
  mailer: crashingPort(outboxMailer(out), 'mailer', reach),
  recipientFiles: async () => [{ file: 'recipients.csv', text: recipients }],
  now: () => request.asOf,
};
const inline = await inlineSteps({
  folder: out,
  run: 'monthly-executive-2026-06',
  fingerprint: context.definitions.hash,
  part: (input, own) => deliverParts(ports, context.definitions)(input, crashingSteps(own, reach, 'part/')),
});
const result = await runReport(crashingSteps(inline, reach), ports, request, context);
reach('before finish');
await inline.finish(result.outcome === 'duplicate' || result.outcome === 'not_today' ? 'done' : result.outcome);
console.log(JSON.stringify(result));
