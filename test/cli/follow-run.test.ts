// Following a run that nobody sees begin, and one whose execution Lambda does not name.
import { describe, expect, test } from 'vitest';
import type { ExecutionState } from '../../functions/cli/stage/executions.ts';
import { followRun } from '../../functions/cli/stage/follow-run.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';

const RUN = 'monthly-executive-2026-10';

/** Each look at the execution is one turn; `turns` says what happens in it. */
function follow(execution: string | null, before: number, turns: (turn: number, store: Put) => ExecutionState) {
  const store = memoryStore();
  const phases: string[] = [];
  const waits: number[] = [];
  let turn = 0;
  const put = (key: string, value: unknown) => store.putOnce(`runs/${RUN}/${key}`, JSON.stringify(value));
  const end = followRun(
    { run: RUN, execution, before },
    {
      store,
      executions: {
        look: async () => {
          turn += 1;
          return turns(turn, put);
        },
      },
      onPhase: (phase) => phases.push(phase),
      wait: async (seconds) => waits.push(seconds),
    },
  );
  return { end, phases, waits };
}

type Put = (key: string, value: unknown) => Promise<unknown>;

describe('a followed run', () => {
  test('that does not begin is given up after five minutes, with where to look', async () => {
    const { end, waits } = follow('arn', 0, () => ({ is: 'running' }));
    await expect(end).rejects.toThrow(/STAGE_FAILED: The function was started, but .* has not begun within 5 minutes/);
    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThanOrEqual(300);
  });

  test('that works for hours is never given up', async () => {
    const { end, waits, phases } = follow('arn', 0, (turn, put) => {
      if (turn === 1) void put('attempt-1/claim.json', { executionId: 'arn' });
      if (turn === 3000) void put('attempt-1/run.json', { outcome: 'done' });
      return { is: 'running' };
    });
    expect((await end).outcome).toBe('done');
    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(4 * 3600);
    expect(new Set(phases)).toEqual(new Set(['waiting for the function to begin', 'checking the tables']));
  });

  test('without a name is the first new attempt, never an older one', async () => {
    const { end } = follow(null, 1, (turn, put) => {
      if (turn === 1) {
        void put('attempt-1/claim.json', { executionId: 'old' });
        void put('attempt-1/run.json', { outcome: 'held' });
      }
      if (turn === 4) {
        void put('attempt-2/claim.json', { executionId: 'new' });
        void put('attempt-2/run.json', { outcome: 'done' });
      }
      return { is: 'unseen' };
    });
    expect((await end).outcome).toBe('done');
  });

  test('that ended without an attempt of its own was made by somebody else', async () => {
    const { end } = follow('arn', 0, (_, put) => {
      void put('attempt-1/claim.json', { executionId: 'of the schedule' });
      return { is: 'answered', answer: { outcome: 'duplicate', run: RUN } };
    });
    expect((await end).outcome).toBe('duplicate');
  });

  test('that broke after its claim says how', async () => {
    const { end } = follow('arn', 0, (turn, put) => {
      void put('attempt-1/claim.json', { executionId: 'arn' });
      return turn < 3 ? { is: 'running' } : { is: 'broken', how: 'ran out of time', error: '' };
    });
    await expect(end).rejects.toThrow(/ran out of time before it wrote how the run ended\./);
  });
});
