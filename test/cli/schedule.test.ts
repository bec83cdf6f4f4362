import { describe, expect, test } from 'vitest';
import { scorecard } from '../support/command.ts';

const schedule = (...more: string[]) => scorecard(['schedule', ...more]);

describe('scorecard schedule', () => {
  test('prints the next ten runs in the time of the report, of the reader and of UTC, with the deadline', async () => {
    const { code, stdout } = await schedule('--from', '2026-09-01', '--reader-zone', 'Europe/Berlin');
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'monthly-executive: the first business day after its month at 08:00 (days off by calendars/cn.yaml)',
    );
    expect(lines[2]?.split(/ {2,}/)).toEqual([
      'period',
      'report, Asia/Shanghai',
      'reader, Europe/Berlin',
      'UTC',
      'mail out by',
    ]);
    expect(lines.slice(3, 7).map((line) => line.split(/ {2,}/))).toEqual([
      ['2026-08', 'Tue 2026-09-01 08:00', 'Tue 2026-09-01 02:00', 'Tue 2026-09-01 00:00', '12:00'],
      [
        '2026-09',
        'Thu 2026-10-08 08:00',
        'Thu 2026-10-08 02:00',
        'Thu 2026-10-08 00:00',
        '12:00',
        'after National Day',
      ],
      ['2026-10', 'Mon 2026-11-02 08:00', 'Mon 2026-11-02 01:00', 'Mon 2026-11-02 00:00', '12:00'],
      ['2026-11', 'Tue 2026-12-01 08:00', 'Tue 2026-12-01 01:00', 'Tue 2026-12-01 00:00', '12:00'],
    ]);
    expect(lines.slice(3, 13)).toHaveLength(10);
    expect(code).toBe(0);
  });

  test('says which year the calendar does not know', async () => {
    const { stdout } = await schedule('--from', '2026-09-01', '--reader-zone', 'UTC');
    expect(stdout).toContain('Fri 2027-01-01 00:00  12:00        * weekends only');
    expect(stdout).toContain('* calendars/cn.yaml does not know the holidays of 2027');
    const covered = await schedule('--from', '2025-09-01', '--reader-zone', 'UTC');
    expect(covered.stdout).not.toContain('*');
  });

  test('begins today and is for this machine’s reader by default; --json is one document', async () => {
    const { code, stdout, stderr } = await schedule('--json');
    const { report, readerZone, runs } = JSON.parse(stdout) as {
      report: string;
      readerZone: string;
      runs: Record<string, unknown>[];
    };
    expect([report, readerZone]).toEqual(['monthly-executive', new Intl.DateTimeFormat().resolvedOptions().timeZone]);
    expect(runs).toHaveLength(10);
    expect(Date.parse(String(runs[0]?.utc))).toBeGreaterThan(Date.now() - 86_400_000);
    expect(Date.parse(String(runs[0]?.utc))).toBeLessThan(Date.now() + 50 * 86_400_000);
    expect(Object.keys(runs[0] ?? {})).toEqual([
      'period',
      'local',
      'reader',
      'utc',
      'deadline',
      'after',
      'calendarCovers',
      'localTimeExists',
    ]);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('gives instants with offset and zone to machines', async () => {
    const { stdout } = await schedule('--json', '--from', '2026-10-31', '--reader-zone', 'America/New_York');
    expect(JSON.parse(stdout).runs[0]).toEqual({
      period: '2026-10',
      local: '2026-11-02T08:00+08:00[Asia/Shanghai]',
      reader: '2026-11-01T19:00-05:00[America/New_York]',
      utc: '2026-11-02T00:00:00Z',
      deadline: '2026-11-02T12:00+08:00[Asia/Shanghai]',
      after: [],
      calendarCovers: true,
      localTimeExists: true,
    });
  });

  test('of a shop without a calendar says that Monday to Friday are worked', async () => {
    const { stdout } = await schedule('--config', 'examples/northwind', '--from', '2026-11-01', '--reader-zone', 'UTC');
    expect(stdout.split('\n')[0]).toContain('(Monday to Friday are worked)');
    expect(stdout).not.toContain('weekends only');
  });

  test.each([
    ['a day that is none', ['--from', '2026-02-30'], /USAGE[\s\S]*2026-11-01/],
    ['a zone that is none', ['--reader-zone', 'Mars/Phobos'], /USAGE[\s\S]*IANA/],
    ['a report that is none', ['--report', 'monthly-exec'], /UNKNOWN_REPORT[\s\S]*monthly-executive/],
  ])('ends with 2 for %s', async (_, args, text) => {
    const { code, stderr } = await schedule(...args);
    expect(stderr).toMatch(text);
    expect(code).toBe(2);
  });
});
