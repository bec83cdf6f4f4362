// Runs a command's work and ends the process with its code; a problem never shows as a stack trace.
import { reportError } from './exit.ts';

export async function exitWith(
  options: { json?: boolean | undefined; debug?: boolean | undefined },
  work: () => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = reportError(error, options);
  }
}
