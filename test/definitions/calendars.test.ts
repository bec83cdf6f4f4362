import { describe, expect, test } from 'vitest';
import { mustLoad, shopFiles } from '../support/shop.ts';
import { calendar, type Mistake, printedLines, report, shop } from './mistakes.ts';

const MISTAKES: Mistake[] = [
  [
    'a calendar that does not exist',
    shop('locales: [en]', 'parameters: { holiday_calendar: ch }'),
    [
      'shop.yaml:4:33  UNKNOWN_CALENDAR',
      '  There is no calendar calendars/ch.yaml.',
      '  4 | parameters: { holiday_calendar: ch }',
      '                                      ^^',
      '  Did you mean `cn`?',
    ],
  ],
  [
    'two holidays on one day',
    calendar('from: 2026-05-01, to: 2026-05-05', 'from: 2026-05-05'),
    [
      'calendars/de.yaml:5:15  INVALID_CALENDAR',
      '  2026-05-05 overlaps 2026-05-01 to 2026-05-05.',
      '  5 |     - { from: 2026-05-05, name: { en: Holiday } }',
      '                    ^^^^^^^^^^',
      '  Name each day off once.',
    ],
  ],
  [
    'a key that does not exist',
    calendar('from: 2026-05-01, until: 2026-05-05'),
    [
      'calendars/de.yaml:4:27  UNKNOWN_KEY',
      '  `until` is not known in years.2026.0.',
      '  4 |     - { from: 2026-05-01, until: 2026-05-05, name: { en: Holiday } }',
      '                                ^^^^^',
      '  Allowed: from, to, worked, name.',
    ],
  ],
  [
    'a make-up day that is worked anyway',
    calendar('from: 2026-05-01, worked: [2026-05-08]'),
    [
      'calendars/de.yaml:4:36  INVALID_CALENDAR',
      '  2026-05-08 is no weekend day: it is worked anyway.',
      '  4 |     - { from: 2026-05-01, worked: [2026-05-08], name: { en: Holiday } }',
      '                                         ^^^^^^^^^^',
      '  Name Saturdays and Sundays only, or take it off.',
    ],
  ],
  [
    'a make-up day that is a day off',
    calendar('from: 2026-05-01, to: 2026-05-05, worked: [2026-05-03]'),
    [
      'calendars/de.yaml:4:52  INVALID_CALENDAR',
      '  2026-05-03 is worked, and yet a day off (2026-05-01 to 2026-05-05).',
      '  4 |     - { from: 2026-05-01, to: 2026-05-05, worked: [2026-05-03], name: { en: Holiday } }',
      '                                                         ^^^^^^^^^^',
      '  Take it off one of the two.',
    ],
  ],
  [
    'a make-up day that is named twice',
    calendar('from: 2026-05-01, worked: [2026-05-09]', 'from: 2026-05-04, worked: [2026-05-09]'),
    [
      'calendars/de.yaml:5:36  INVALID_CALENDAR',
      '  2026-05-09 is named twice.',
      '  5 |     - { from: 2026-05-04, worked: [2026-05-09], name: { en: Holiday } }',
      '                                         ^^^^^^^^^^',
      '  Name it once.',
    ],
  ],
  [
    'a day of another year',
    calendar('from: 2026-12-31, to: 2027-01-01'),
    [
      'calendars/de.yaml:4:31  INVALID_CALENDAR',
      '  2027-01-01 does not lie in 2026.',
      '  4 |     - { from: 2026-12-31, to: 2027-01-01, name: { en: Holiday } }',
      '                                    ^^^^^^^^^^',
      '  Put it under 2027.',
    ],
  ],
  [
    'a day of another year, once where the holiday is that day alone',
    calendar('from: 2025-12-31'),
    [
      'calendars/de.yaml:4:15  INVALID_CALENDAR',
      '  2025-12-31 does not lie in 2026.',
      '  4 |     - { from: 2025-12-31, name: { en: Holiday } }',
      '                    ^^^^^^^^^^',
      '  Put it under 2025.',
    ],
  ],
  [
    'a holiday that ends before it begins',
    calendar('from: 2026-05-05, to: 2026-05-01'),
    [
      'calendars/de.yaml:4:31  INVALID_CALENDAR',
      '  The holiday ends on 2026-05-01, before it begins.',
      '  4 |     - { from: 2026-05-05, to: 2026-05-01, name: { en: Holiday } }',
      '                                    ^^^^^^^^^^',
      '  It begins on 2026-05-05.',
    ],
  ],
  [
    'a day that does not exist',
    calendar('from: 2026-02-29'),
    [
      'calendars/de.yaml:4:15  INVALID_VALUE',
      '  years.2026.0.from cannot be "2026-02-29".',
      '  4 |     - { from: 2026-02-29, name: { en: Holiday } }',
      '                    ^^^^^^^^^^',
      '  Expected a day that exists.',
    ],
  ],
  [
    'so many days off that a report would never be made',
    calendar('from: 2026-10-01, to: 2026-10-12'),
    [
      'calendars/de.yaml:3:3  INVALID_CALENDAR',
      '  After the holidays the first business day of 2026-10 would be 2026-10-13.',
      '  3 |   2026:',
      '        ^^^^',
      '  Reports are made by the 12th of a month: name a day that is worked before it.',
    ],
  ],
  [
    'a deadline that is not later than the report',
    report({ schedule: 'day 5 08:00', deadline: '08:00' }),
    [
      'reports/weekly.yaml:3:11  INVALID_VALUE',
      '  Report weekly is made at 08:00, but its mail must be out by 08:00.',
      '  3 | schedule: day 5 08:00',
      '                ^^^^^^^^^^^',
      '  Give it a `deadline` later that day.',
    ],
  ],
  [
    'a report that is made after the deadline that is given to all',
    report({ schedule: 'day 5 14:00' }),
    [
      'reports/weekly.yaml:3:11  INVALID_VALUE',
      '  Report weekly is made at 14:00, but its mail must be out by 12:00.',
      '  3 | schedule: day 5 14:00',
      '                ^^^^^^^^^^^',
      '  Give it a `deadline` later that day.',
    ],
  ],
  [
    'a deadline that is no time',
    report({ deadline: 'noon' }),
    [
      'reports/weekly.yaml:7:11  INVALID_VALUE',
      '  deadline cannot be "noon".',
      '  7 | deadline: noon',
      '                ^^^^',
      '  Expected a time such as 12:00.',
    ],
  ],
];

test.each(MISTAKES)('%s is refused with its place and a remedy', (_, files, printed) => {
  expect(printedLines(files)).toEqual(printed);
});

describe('a right calendar', () => {
  test('is taken by the shop that names it', () => {
    expect(mustLoad().holidays).toMatchObject({ id: 'cn', name: { en: 'Mainland China' } });
    expect(mustLoad().shop.parameters.holidayCalendar).toBe('cn');
  });

  test('is none where the shop names none: Monday to Friday', () => {
    const text = shopFiles()['shop.yaml']?.text.replace('  holiday_calendar: cn\n', '') ?? '';
    expect(mustLoad({ 'shop.yaml': text }).holidays).toBeNull();
  });

  test('of a shop lies over that of the templates', () => {
    const own = 'name: { en: Ours }\nyears:\n  2027:\n    - { from: 2027-01-01, name: { en: New Year } }\n';
    const { holidays } = mustLoad({ 'calendars/cn.yaml': own });
    expect(holidays).toEqual({
      id: 'cn',
      name: { en: 'Ours' },
      years: { 2027: [{ from: '2027-01-01', to: '2027-01-01', worked: [], name: { en: 'New Year' } }] },
    });
  });

  test('may end holidays of ten days on the 10th and be worked on the 12th', () => {
    expect(printedLines(calendar('from: 2026-10-01, to: 2026-10-11'))).toEqual([]);
  });

  test('belongs to the definitions by which a snapshot is made: another one is another hash', () => {
    const text = shopFiles()['shop.yaml']?.text.replace('holiday_calendar: cn', 'holiday_calendar: us') ?? '';
    expect(mustLoad({ 'shop.yaml': text }).hash).not.toBe(mustLoad().hash);
    expect(mustLoad(calendar('from: 2026-05-01')).hash).toBe(mustLoad().hash);
  });
});

test('a report without a deadline has noon', () => {
  expect(mustLoad(report()).reports.weekly).toMatchObject({
    schedule: { on: 'day', day: 5, time: '08:00' },
    deadline: '12:00',
  });
});
