// On what a benchmark ran: figures without their machine compare with nothing.
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
