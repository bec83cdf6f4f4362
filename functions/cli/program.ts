// The subcommands of `scorecard`, one file each; this one only lists them.
import { Command } from 'commander';
import { backfillCommand } from './commands/backfill.ts';
import { explainCommand } from './commands/explain.ts';
import { runCommand } from './commands/run.ts';
import { sampleCommand } from './commands/sample.ts';
import { EXIT } from './exit.ts';

const program = new Command('scorecard')
  .description('Scorecards of an online shop: exact KPIs from a lake, snapshots for finance, a mail for executives.')
  .configureHelp({ sortSubcommands: true })
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage);
  });
for (const command of [runCommand(), backfillCommand(), sampleCommand(), explainCommand()]) {
  program.addCommand(command.copyInheritedSettings(program));
}
await program.parseAsync();
