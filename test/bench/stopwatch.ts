// Wall and processor time of a piece of work, and how much of the machine others took meanwhile.
import { readFileSync } from 'node:fs';

export type Taken = {
  seconds: number;
  /** Of all threads of this process. */
  cpuSeconds: number;
  /** Cores that other processes kept busy on average; null where the system does not say. */
  otherCores: number | null;
};

export function startWatch(): () => Taken {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const busy = busySeconds();
  return () => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const cpuSeconds = (user + system) / 1e6;
    const busyNow = busySeconds();
    const others = busy === null || busyNow === null ? null : (busyNow - busy - cpuSeconds) / seconds;
    return { seconds, cpuSeconds, otherCores: others === null ? null : Math.max(0, others) };
  };
}

export async function timed<T>(parts: Record<string, number>, name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  parts[name] = (parts[name] ?? 0) + (performance.now() - started) / 1000;
  return result;
}

/** Processor seconds that everything on this machine has used since it started. */
function busySeconds(): number | null {
  try {
    const line = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(' ').map(Number);
    return (user + nice + system + irq + softirq) / 100;
  } catch {
    return null;
  }
}
