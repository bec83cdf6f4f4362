// Tables about people, of what people write, and of what is written by hand or exported as CSV.
import { DAYS, type Fault, MONTH } from '../fault.ts';

const replace = (change: string) => `SELECT * REPLACE (${change}) FROM rows`;

export const PEOPLE: Fault[] = [
  {
    id: 'left_before_hired',
    what: 'The day on which somebody left lies before the day on which they came.',
    tables: ['employees'],
    figure: 'retention_rate',
    inject: (lake) =>
      lake.rewrite(
        'employees',
        null,
        replace("CASE WHEN left_on IS NULL THEN NULL ELSE DATE '2000-01-01' END AS left_on"),
      ),
  },
  {
    id: 'roles_in_another_language',
    what: 'The staff system was switched to another language, and names roles in it.',
    tables: ['employees'],
    figure: 'parcels_per_hour',
    inject: (lake) =>
      lake.rewrite('employees', null, replace("CASE role WHEN 'warehouse' THEN '仓库' ELSE role END AS role")),
  },
  {
    id: 'ratings_in_percent',
    what: 'Colleagues are rated from 0 to 100 by a new form, where 1 to 5 was meant.',
    tables: ['coordination_ratings'],
    figure: 'coordination_rating',
    inject: (lake) => lake.rewrite('coordination_ratings', null, replace('score * 20 AS score')),
  },
  {
    id: 'survey_before_it_was_sent',
    what: 'Answers to surveys bear the clock of the phone that they were given on, a day behind.',
    tables: ['surveys'],
    figure: 'csat',
    inject: (lake) => lake.rewrite('surveys', DAYS, replace('responded_at - INTERVAL 9 DAY AS responded_at')),
  },
  {
    id: 'targets_of_another_month',
    what: 'The targets of the month were written under the next year.',
    tables: ['targets'],
    figure: 'score',
    inject: (lake) =>
      lake.rewrite(
        'targets',
        null,
        replace(`CASE WHEN period_month = '${MONTH}' THEN '2027-10' ELSE period_month END AS period_month`),
      ),
  },
  {
    id: 'targets_upside_down',
    what: 'Floor and stretch of targets changed places.',
    tables: ['targets'],
    figure: 'score',
    inject: (lake) =>
      lake.rewrite('targets', null, replace('stretch_value AS floor_value, floor_value AS stretch_value')),
  },
  {
    id: 'older_version_on_top',
    what: 'A backup was played in: each order of the month came once more as it was at first, with a newer version.',
    tables: ['orders'],
    figure: 'order_cancel_rate',
    inject: (lake) =>
      lake.rewrite(
        'orders',
        DAYS,
        `FROM rows UNION ALL BY NAME SELECT * REPLACE (CAST(NULL AS TIMESTAMP) AS received_at, CAST(NULL AS TIMESTAMP) AS ship_by,
          CAST(NULL AS TIMESTAMP) AS cancelled_at, row_version + 100 AS row_version) FROM rows WHERE row_version = 1`,
      ),
  },
  {
    id: 'csv_header_only',
    what: 'The export of a table has its header and no row.',
    tables: ['training'],
    figure: 'training_hours_per_employee',
    inject: (lake) => lake.asCsv('training', null, (text) => `${text.split('\n')[0]}\n`),
  },
  {
    id: 'csv_semicolons',
    what: 'A spreadsheet separates columns by semicolons.',
    tables: ['training'],
    figure: 'training_hours_per_employee',
    inject: (lake) => lake.asCsv('training', null, (text) => text.replaceAll(',', ';')),
  },
  {
    id: 'csv_broken_row',
    what: 'A text with a line break was exported without quotes.',
    tables: ['training'],
    figure: 'training_hours_per_employee',
    inject: (lake) =>
      lake.asCsv('training', null, (text) =>
        text
          .split('\n')
          .map((line, at) => (at === 7 ? line.replace(',', '\n') : line))
          .join('\n'),
      ),
  },
  {
    id: 'csv_with_byte_order_mark',
    what: 'A table comes as CSV with a byte order mark before its header.',
    tables: ['training'],
    figure: 'training_hours_per_employee',
    harmless: true,
    inject: (lake) => lake.asCsv('training', null, (text) => `\ufeff${text}`),
  },
];
