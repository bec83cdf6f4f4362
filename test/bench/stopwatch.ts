// Wall and processor time of a piece of work.
export type Taken = { seconds: number; cpuSeconds: number };

export function startWatch(): () => Taken {
  const started = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}

export async function timed<T>(parts: Record<string, number>, name: string, work: () => Promise<T>): Promise<T> {
  const stop = startWatch();
  const result = await work();
  parts[name] = (parts[name] ?? 0) + stop().seconds;
  return result;
}
