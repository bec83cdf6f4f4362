// Waits for what happens on its own: asks until there is something, or until nothing will come any more.
import { setTimeout as pause } from 'node:timers/promises';

export async function eventually<T>(ask: () => Promise<T[]>, seconds = 40): Promise<T[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found.length > 0 || Date.now() > deadline) return found;
    await pause(300);
  }
}
