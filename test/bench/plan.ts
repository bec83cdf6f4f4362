// Everything that is measured at one size, by name, in the order in which it is done.
import type { Task } from './tasks.ts';

export const READERS = 1000;

export type Planned = { name: string; task: Task; once?: boolean };

/** Runs come after the run whose snapshots or mails they go on from. */
export function planOfSize(orders: number): Planned[] {
  const queries = { kind: 'queries', orders } as const;
  const first = `first-${orders}`;
  const monthly = `monthly-${orders}`;
  const run = { kind: 'run', orders, period: '2026-10', history: first } as const;
  return [
    { name: 'ours monthly', task: { ...queries, span: 'monthly', how: 'ours' } },
    { name: 'plain monthly', task: { ...queries, span: 'monthly', how: 'plain' } },
    { name: 'ours monthly 2GB', task: { ...queries, span: 'monthly', how: 'ours', memory: '2GB' } },
    { name: 'ours month', task: { ...queries, span: 'month', how: 'ours' } },
    { name: 'plain month', task: { ...queries, span: 'month', how: 'plain' } },
    { name: 'ours first', task: { ...queries, span: 'first', how: 'ours' } },
    { name: 'ours first 2GB', task: { ...queries, span: 'first', how: 'ours', memory: '2GB' } },
    { name: 'run first', task: { kind: 'run', orders, period: '2026-09', out: first } },
    { name: 'run monthly', task: { ...run, out: monthly } },
    { name: 'memory monthly', task: { ...run, out: `${monthly}-watched`, watch: true }, once: true },
    { name: 'figures', task: { kind: 'figures', orders, times: 3 } },
    { name: 'mails', task: { kind: 'mails', orders, out: monthly, readers: READERS } },
    { name: 'outbox', task: { ...run, out: `readers-${orders}`, readers: READERS } },
    { name: 'memory outbox', task: { ...run, out: `readers-${orders}`, readers: READERS, watch: true }, once: true },
    { name: 'single monthly', task: { ...queries, span: 'monthly', how: 'single' } },
    { name: 'single month', task: { ...queries, span: 'month', how: 'single' } },
  ];
}
