// Where the command writes: results to stdout, progress to stderr, so that a pipe gets results only.
import ora from 'ora';

export type Progress = { step(text: string): void; end(): void };

/** A spinner on a terminal, plain lines elsewhere, nothing with --json. */
export function startProgress(isQuiet: boolean): Progress {
  if (isQuiet) return { step: () => undefined, end: () => undefined };
  if (!process.stderr.isTTY) {
    let last = '';
    const step = (text: string) => {
      if (text !== last) process.stderr.write(`${text}\n`);
      last = text;
    };
    return { step, end: () => undefined };
  }
  const spinner = ora({ stream: process.stderr });
  return {
    step: (text) => (spinner.isSpinning ? Object.assign(spinner, { text }) : spinner.start(text)),
    end: () => spinner.stop(),
  };
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
