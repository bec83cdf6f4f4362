// On what a benchmark ran: figures without their machine compare with nothing.
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { version } from '@duckdb/node-api';

export type Machine = { cpu: string; cores: number; memoryGb: number; system: string; node: string; duckdb: string };

export function describeMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    duckdb: version(),
  };
}

/** How many processes wanted a core in the last minute. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

/** CPU seconds that everything on this machine has used since it started, or null where the system does not say. */
export function busySeconds(): number | null {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] =
      /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]?.split(' ').map(Number) ?? [];
    return (user + nice + system + irq + softirq + steal) / 100;
  } catch {
    return null;
  }
}
