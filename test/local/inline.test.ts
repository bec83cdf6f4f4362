// What is particular to the steps on a laptop: the journal in the out folder, when it is resumed, and who may write it.
import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type InlineOptions, type InlineSteps, inlineSteps } from '../../functions/local/inline.ts';
import { ProblemError } from '../../functions/problem.ts';

const scratch = await mkdtemp(join(tmpdir(), 'inline-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const newOut = (): Promise<string> => mkdtemp(join(scratch, 'out-'));
const open = (folder: string, more: Partial<InlineOptions> = {}): Promise<InlineSteps> =>
  inlineSteps({ folder, run: 'june', waitSeconds: async () => undefined, ...more });
const journalOf = (folder: string): string => join(folder, 'runs/june/journal.jsonl');
const linesOf = async (folder: string): Promise<unknown[]> =>
  (await readFile(journalOf(folder), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const fail = async (): Promise<never> => {
  throw new Error('must not run again');
};

it('writes an event a line before it goes on', async () => {
  const folder = await newOut();
  const steps = await open(folder, { fingerprint: 'f1' });
  await steps.step('plan', async () => ({ facts: 2 }));
  await steps.each('query', ['orders'], (_table, _index, own) => own.step('copy', async () => 'hash'), { atOnce: 1 });
  await steps.atMostOnce('send', async () => {
    expect((await linesOf(folder)).at(-1)).toEqual({ event: 'started', name: 'send' });
    return 'm1';
  });
  await steps.finish('done');
  expect(await linesOf(folder)).toEqual([
    { event: 'opened', execution: steps.executionId, fingerprint: 'f1' },
    { event: 'answered', name: 'plan', answer: { value: { facts: 2 } } },
    { event: 'answered', name: 'query[0]/copy', answer: { value: 'hash' } },
    { event: 'answered', name: 'query[0]', answer: { value: 'hash' } },
    { event: 'started', name: 'send' },
    { event: 'settled', name: 'send', answer: { value: 'm1' } },
    { event: 'finished', outcome: 'done' },
  ]);
  expect(await readdir(join(folder, 'runs/june'))).toEqual(['journal.jsonl']);
});

it('tells which steps start, end and are remembered', async () => {
  const folder = await newOut();
  const seen: string[] = [];
  const onStep = (name: string, event: string): void => {
    seen.push(`${name} ${event}`);
  };
  const first = await open(folder, { onStep });
  await first.step('plan', async () => 1);
  await first.close();
  const second = await open(folder, { onStep });
  await second.step('plan', fail);
  await second.atMostOnce('send', async () => 1);
  await second.finish('done');
  expect(seen).toEqual(['plan started', 'plan done', 'plan remembered', 'send started', 'send done']);
});

it.each(['done', 'held', 'failed'] as const)('starts another execution after one that ended %s', async (outcome) => {
  const folder = await newOut();
  const first = await open(folder);
  await first.step('plan', async () => 1);
  await first.finish(outcome);
  const second = await open(folder);
  expect(second.resumed).toBe(false);
  expect(second.executionId).not.toBe(first.executionId);
  expect(await second.step('plan', async () => 2)).toBe(2);
  await second.finish('done');
  await (await open(folder)).close();
  const files = await readdir(join(folder, 'runs/june'));
  expect(files.sort()).toEqual(['journal-1.jsonl', 'journal-2.jsonl', 'journal.jsonl']);
  expect(await readFile(join(folder, 'runs/june/journal-1.jsonl'), 'utf8')).toContain(first.executionId);
});

it('forgets answers given under other definitions, but not what was sent', async () => {
  const folder = await newOut();
  const first = await open(folder, { fingerprint: 'f1' });
  await first.step('plan', async () => 'old');
  await first.step('query', async () => 'old');
  await first.atMostOnce('send', async () => 'm1');
  await first.close();

  const second = await open(folder, { fingerprint: 'f2' });
  expect(second.executionId).toBe(first.executionId);
  expect(await second.step('plan', async () => 'new')).toBe('new');
  expect(await second.atMostOnce('send', fail)).toEqual({ outcome: 'done', value: 'm1' });
  await second.close();

  const third = await open(folder, { fingerprint: 'f2' });
  expect(await third.step('plan', fail)).toBe('new');
  expect(await third.step('query', async () => 'new')).toBe('new');
  await third.close();

  const back = await open(folder, { fingerprint: 'f1' });
  expect(await back.step('plan', async () => 'newest')).toBe('newest');
  await back.close();
});

it('drops a line that a crash cut short and writes on after the last whole one', async () => {
  const folder = await newOut();
  const first = await open(folder);
  await first.step('plan', async () => 'planned');
  await first.close();
  await appendFile(journalOf(folder), '{"event":"answered","name":"query","answer":{"val');

  const second = await open(folder);
  expect(await second.step('plan', fail)).toBe('planned');
  expect(await second.step('query', async () => 'again')).toBe('again');
  await second.close();
  const third = await open(folder);
  expect(await third.step('query', fail)).toBe('again');
  await third.close();
  expect(await linesOf(folder)).toHaveLength(5);
});

it('starts as new where the crash cut the very first line', async () => {
  const folder = await newOut();
  await (await open(folder)).close();
  await writeFile(journalOf(folder), '{"event":"ope');
  const steps = await open(folder);
  expect(steps.resumed).toBe(false);
  await steps.finish('done');
  expect(await linesOf(folder)).toHaveLength(2);
});

it('refuses a journal damaged in its middle, as it no longer says what was sent', async () => {
  const folder = await newOut();
  await (await open(folder)).close();
  await writeFile(journalOf(folder), '{"event":"opened","execution":"e","fingerprint":null}\n\u0000\u0000\n{}\n');
  await expect(open(folder)).rejects.toMatchObject({
    problems: [{ code: 'UNREADABLE_FILE', place: { file: journalOf(folder), line: 2 } }],
  });
  await rm(journalOf(folder));
  await (await open(folder)).close();
});

it('keeps a side effect that failed failed, and never tries it again', async () => {
  const folder = await newOut();
  const problem = { code: 'MAILER_FAILED', message: 'Address refused.', remedy: 'Correct it.' } as const;
  const first = await open(folder);
  const refuse = async (): Promise<string> => {
    throw new ProblemError(problem);
  };
  await expect(first.atMostOnce('send', refuse)).rejects.toMatchObject({ problems: [problem] });
  await first.close();
  const second = await open(folder, { fingerprint: 'other' });
  await expect(second.atMostOnce('send', fail)).rejects.toMatchObject({ problems: [problem] });
  await second.close();
});

it('remembers nothing more once it has ended', async () => {
  const folder = await newOut();
  const steps = await open(folder);
  let finish = (): void => undefined;
  const late = steps.step(
    'late',
    () =>
      new Promise<number>((resolve) => {
        finish = () => resolve(1);
      }),
  );
  await steps.finish('failed');
  finish();
  await expect(late).rejects.toThrow('has ended');
  await expect(steps.step('plan', async () => 1)).rejects.toThrow('Step plan: the run has ended');
  expect((await linesOf(folder)).at(-1)).toEqual({ event: 'finished', outcome: 'failed' });
});

it('explains a step inside a step, and the steps of the run inside an item', async () => {
  const steps = await open(await newOut());
  const inner = steps.step('outer', () => steps.step('inner', async () => 1));
  await expect(inner).rejects.toThrow('Step inner: a step has no steps inside');
  const wrong = steps.each('query', [1], () => steps.step('copy', async () => 1), { atOnce: 1 });
  await expect(wrong).rejects.toThrow('the steps of an item are those that it was given');
  await steps.close();
});

it('does not let two run the same run at once, in this process or another', async () => {
  const folder = await newOut();
  const first = await open(folder);
  await expect(open(folder)).rejects.toMatchObject({
    problems: [{ code: 'RUN_IN_PROGRESS', message: expect.stringContaining(`process ${process.pid} on`) }],
  });
  const other = await openElsewhere(folder);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining(`in progress: process ${process.pid} on`) });
  await (await open(folder, { run: 'july' })).close();
  await first.close();
  expect(await openElsewhere(folder)).toMatchObject({ code: 0 });
});

it('takes over the lock of a process that is gone, or whose id another process has now', async () => {
  const folder = await newOut();
  await (await open(folder)).close();
  const gone = await openElsewhere(folder);
  const host = hostname().replaceAll(/[^A-Za-z0-9.-]/g, '-');
  const locks = [`.lock~${gone.pid}~~${host}`, `.lock~${gone.pid}~17~${host}`];
  if (process.platform === 'linux') locks.push(`.lock~${process.ppid}~1~${host}`);
  for (const lock of locks) await writeFile(join(folder, 'runs/june', lock), '');
  await (await open(folder)).close();
  expect(await readdir(join(folder, 'runs/june'))).toEqual(['journal.jsonl']);
});

it('leaves alone the lock of another host and says which file to delete', async () => {
  const folder = await newOut();
  await (await open(folder)).close();
  const lock = join(folder, 'runs/june/.lock~7~9~elsewhere');
  await writeFile(lock, '');
  await expect(open(folder)).rejects.toMatchObject({
    problems: [{ code: 'RUN_IN_PROGRESS', place: { file: lock }, remedy: expect.stringContaining('delete this file') }],
  });
  await rm(lock);
  await (await open(folder)).close();
});

it('never lets two of many processes that start together hold the run at the same time', async () => {
  const folder = await newOut();
  const endings = await Promise.all(Array.from({ length: 4 }, () => openElsewhere(folder, 300)));
  const holders = endings.filter(({ code }) => code === 0).map(({ stdout }) => JSON.parse(stdout) as [number, number]);
  holders.sort(([from], [other]) => from - other);
  holders.slice(1).forEach(([from], index) => {
    expect(from).toBeGreaterThanOrEqual((holders[index] as [number, number])[1]);
  });
  for (const { code, stderr } of endings) if (code !== 0) expect(stderr).toContain('RUN_IN_PROGRESS');
});

type Elsewhere = { code: number | null; pid: number; stdout: string; stderr: string };

/** Opens the run in another process, holds it a while and says from when to when. */
function openElsewhere(folder: string, holdMs = 0): Promise<Elsewhere> {
  const script = `
    import { inlineSteps } from ${JSON.stringify(join(import.meta.dirname, '../../functions/local/inline.ts'))};
    const steps = await inlineSteps({ folder: process.argv[1], run: 'june' });
    const from = Date.now();
    await new Promise((resolve) => setTimeout(resolve, ${holdMs}));
    console.log(JSON.stringify([from, Date.now()]));
    await steps.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, pid: child.pid ?? 0, stdout, stderr }));
  });
}
