import { describe, expect, it } from 'vitest';
import { dayRange, instantName, periodBefore, periodName, twelvePeriods } from '../../functions/email/dates.ts';
import { readLocale } from '../support/email.ts';

const en = readLocale('en');
const zh = readLocale('zh-CN');

describe('periods', () => {
  it('are named as the language names them', () => {
    expect(periodName('2026-10', 'long', en)).toBe('October 2026');
    expect(periodName('2026-10', 'short', en)).toBe('Oct 2026');
    expect(periodName('2026-10', 'long', zh)).toBe('2026年10月');
    expect(periodName('2026-Q4', 'long', en)).toBe('Q4 2026');
    expect(periodName('2026-YTD-10', 'long', en)).toBe('year to October 2026');
    expect(periodName('2026-YTD-10', 'short', zh)).toBe('年初至2026年10月');
    expect(periodName('2026-08..2026-10', 'short', en)).toBe('Aug 2026 – Oct 2026');
    expect(periodName('2026-08..2026-10', 'long', zh)).toBe('2026年8月至2026年10月');
  });

  it('go back over the turn of the year', () => {
    expect(periodBefore('2026-01', 1)).toBe('2025-12');
    expect(periodBefore('2026-Q1', 1)).toBe('2025-Q4');
    expect(periodBefore('2026-YTD-10', 1)).toBeNull();
    expect(twelvePeriods('2026-10')).toHaveLength(12);
    expect(twelvePeriods('2026-10')[0]).toBe('2025-11');
  });

  it('print their days with the month once', () => {
    expect(dayRange('2026-10-01', '2026-10-31', en)).toBe('1–31 Oct 2026');
    expect(dayRange('2026-10-01', '2026-10-31', zh)).toBe('2026年10月1日至31日');
    expect(dayRange('2026-10-01', '2026-12-31', en)).toBe('1 Oct 2026 – 31 Dec 2026');
  });
});

describe('instants', () => {
  it('show date, time, offset and place in the time zone of the report', () => {
    expect(instantName('2026-11-03T14:00:00Z', 'America/Los_Angeles', en)).toBe(
      '3 Nov 2026, 06:00 UTC−8 (Los Angeles)',
    );
    expect(instantName('2026-11-03T14:00:00Z', 'America/Los_Angeles', zh)).toBe('2026年11月3日 06:00 UTC−8（洛杉矶）');
    expect(instantName('2026-11-03T14:00:00Z', 'Asia/Kolkata', en)).toBe('3 Nov 2026, 19:30 UTC+5:30 (Kolkata)');
    expect(instantName('2026-11-03T14:00:00Z', 'UTC', en)).toBe('3 Nov 2026, 14:00 UTC');
  });
});
