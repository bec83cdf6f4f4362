// `--accept <table.check>`: what a person takes upon themselves, with who and why, as `run` and `backfill` ask for it.
import { Option } from 'commander';
import { type Acceptance, wrongAcceptances } from '../checks/acceptances.ts';
import { ProblemError } from '../problem.ts';

export type AcceptOptions = { accept?: string[]; by?: string; reason?: string };

export function acceptOptions(): Option[] {
  return [
    new Option('--accept <check...>', 'go on although this check would hold the run, e.g. orders.volume'),
    new Option('--by <who>', 'with --accept: who takes it upon themselves; readers see it'),
    new Option('--reason <text>', 'with --accept: why it is right as it is; readers see it'),
  ];
}

/** `tables`: those of the shop; null where only the stage knows them. */
export function readAcceptances(options: AcceptOptions, tables: readonly string[] | null): Acceptance[] {
  const { accept = [], by = '', reason = '' } = options;
  if (accept.length === 0) {
    if (by !== '' || reason !== '') throw usage('--by and --reason say who accepts a check and why; none is accepted.');
    return [];
  }
  if (by.trim() === '' || reason.trim() === '') throw usage('Who accepts a check says who they are and why.');
  const wrong = wrongAcceptances(accept, tables);
  if (wrong.length > 0) throw new ProblemError(wrong);
  return [...new Set(accept)].map((check) => ({ check, by, reason }));
}

function usage(message: string): ProblemError {
  const remedy = 'Write --accept <table>.<check> --by <you> --reason <why>.';
  return new ProblemError({ code: 'USAGE', message, remedy });
}
