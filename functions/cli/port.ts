// What can be wrong with the port of a command that serves pages.
import { ProblemError } from '../problem.ts';

export function refuseNoPort(port: number, usual: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return;
  const message = '--port must be a whole number from 0 to 65535.';
  throw new ProblemError({
    code: 'USAGE',
    message,
    remedy: `Leave it out for ${usual}, or write 0 for a free one.`,
  });
}

export function takenPort(port: number): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    const message = `Port ${port} is ${error.code === 'EACCES' ? 'not for this user' : 'taken by another program'}.`;
    throw new ProblemError({ code: 'USAGE', message, remedy: 'Name another one: --port 0 takes a free one.' });
  };
}
