// The preview as a command: where it listens, and what it says before there is anything to look at.
import { expect, it } from 'vitest';
import { scorecard } from '../support/command.ts';
import { scratchFolder } from '../support/lake.ts';
import { startServing } from '../support/served.ts';

it('listens on this machine alone and says how to make figures', async () => {
  const { base, end } = await startServing(['preview', '--port', '0', '--out', scratchFolder()]);
  try {
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await fetch(base);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('npx scorecard run --report monthly-executive');
    expect((await fetch(base, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${base}mails/../../etc`)).status).toBe(404);
    const asked = await fetch(base.replace('127.0.0.1', 'localhost'));
    expect(asked.status).toBe(200);
  } finally {
    await end();
  }
});

it('shows what is wrong with a shop instead of ending by it', async () => {
  const { base, end } = await startServing(['preview', '--port', '0', '--config', scratchFolder()]);
  try {
    const page = await (await fetch(base)).text();
    expect(page).toContain('The shop has no shop.yaml.');
    expect(page).toContain('--config');
  } finally {
    await end();
  }
});

it.each([
  [['--port', 'x'], '--port must be a whole number'],
  [['--period', '2026-13'], '`2026-13` is no period'],
  [['--pages', 'ftp://x'], 'Write what `scorecard serve` prints'],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await scorecard(['preview', '--out', scratchFolder(), ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
