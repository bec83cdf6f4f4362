// The subcommands of `scorecard`, one file each; this one only lists them.
import { Command } from 'commander';
import { backfillCommand } from './commands/backfill.ts';
import { checkCommand } from './commands/check.ts';
import { closeCommand } from './commands/close.ts';
import { costCommand } from './commands/cost.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { kpisCommand } from './commands/kpis.ts';
import { linksCommand } from './commands/links.ts';
import { previewCommand } from './commands/preview.ts';
import { holdCommand, releaseCommand } from './commands/release.ts';
import { resendCommand } from './commands/resend.ts';
import { restateCommand } from './commands/restate.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { sampleCommand } from './commands/sample.ts';
import { scheduleCommand } from './commands/schedule.ts';
import { serveCommand } from './commands/serve.ts';
import { verifyCommand } from './commands/verify.ts';
import { EXIT } from './exit.ts';

const program = new Command('scorecard')
  .description('Scorecards of an online shop: exact KPIs from a lake, snapshots for finance, a mail for executives.')
  .configureHelp({ sortSubcommands: true })
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage);
  });
const commands = [
  runCommand(),
  backfillCommand(),
  restateCommand(),
  checkCommand(),
  sampleCommand(),
  explainCommand(),
  kpisCommand(),
  scheduleCommand(),
  runsCommand(),
  releaseCommand(),
  holdCommand(),
  resendCommand(),
  closeCommand(),
  diffCommand(),
  verifyCommand(),
  previewCommand(),
  serveCommand(),
  linksCommand(),
  doctorCommand(),
  costCommand(),
];
for (const command of commands) {
  program.addCommand(command.copyInheritedSettings(program));
}
await program.parseAsync();
