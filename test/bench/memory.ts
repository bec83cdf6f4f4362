// Memory of this process, measured after a collection, so that garbage does not count. What is neither JavaScript heap nor
// buffers, above what the process had before, is taken for the engine's: an estimate.

export type Memory = { peakMb: number; heapMb: number; heapAtEndMb: number; engineMb: number };

export type MemoryWatch = { sample(): number; end(): Memory };

/** `everyMs`: samples in between too; collecting then slows down what is measured. */
export function watchMemory(everyMs: number | null): MemoryWatch {
  const before = read();
  let heap = 0;
  let engine = 0;
  const sample = (): number => {
    const now = read();
    heap = Math.max(heap, now.heap);
    engine = Math.max(engine, now.native - before.native);
    return now.heap;
  };
  const timer = everyMs === null ? null : setInterval(sample, everyMs);
  return {
    sample,
    end() {
      if (timer) clearInterval(timer);
      const heapAtEndMb = sample();
      return { peakMb: process.resourceUsage().maxRSS / 1024, heapMb: heap, heapAtEndMb, engineMb: engine };
    },
  };
}

function read(): { heap: number; native: number } {
  globalThis.gc?.();
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, native: (rss - heapTotal - external) / 2 ** 20 };
}
