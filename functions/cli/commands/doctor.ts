// `scorecard doctor`: looks at everything that a report needs and says of each whether it is well and, if not, what to do.
import { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { examineCalendar, examineDefinitions, examineLake, examineReaders } from '../doctor/examine-shop.ts';
import type { Finding } from '../doctor/finding.ts';
import { findingsText } from '../doctor/finding.ts';
import { exitWith } from '../exit-with.ts';
import { type ShopOptions, shopOptions, stageOptions } from '../options.ts';
import { print, startProgress } from '../streams.ts';

type DoctorOptions = ShopOptions & { stage?: string; region?: string };

export function doctorCommand(): Command {
  const command = new Command('doctor').description(
    'check what a report needs: definitions, readers, lake, calendar; with --stage also all that is deployed',
  );
  for (const option of stageOptions(['lake', 'out', 'engine', 'memory', 'threads'])) command.addOption(option);
  for (const option of shopOptions()) command.addOption(option);
  return command.action((options: DoctorOptions) => exitWith(options, () => doctor(options)));
}

async function doctor(options: DoctorOptions): Promise<number> {
  const progress = startProgress(options.json ?? false);
  try {
    progress.step('looking');
    const findings = await examineAll(options);
    progress.end();
    const isWell = findings.every(({ state }) => state !== 'fail');
    if (options.json) print(JSON.stringify({ outcome: isWell ? 'done' : 'failed', findings }, null, 1));
    else print(`${findingsText(findings)}\n\n${summaryText(findings)}`);
    return isWell ? 0 : 1;
  } finally {
    progress.end();
  }
}

async function examineAll(options: DoctorOptions): Promise<Finding[]> {
  const { findings, definitions } = await examineDefinitions(options);
  if (!definitions) return findings;
  const now = Temporal.Now.instant();
  const { reportingTimeZone } = definitions.shop.parameters;
  const today = now.toZonedDateTimeISO(reportingTimeZone).toPlainDate().toString();
  const shop = [...findings, ...examineCalendar(definitions, today)];
  if (options.stage === undefined) {
    const readers = await examineReaders(options, definitions);
    return [...shop, ...readers, ...(await examineLake(options, definitions, now.toString()))];
  }
  const { examineStage } = await import('../doctor/examine-stage.ts');
  return [...shop, ...(await examineStage({ ...options, stage: options.stage }, definitions, now.toString()))];
}

function summaryText(findings: Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const failed = count('fail');
  const warned = count('warn');
  if (failed + warned === 0) return 'All is well.';
  return [failed > 0 ? `${failed} to mend` : '', warned > 0 ? `${warned} to look at` : ''].filter(Boolean).join(', ');
}
