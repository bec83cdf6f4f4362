// Files that came twice, in part or not at all, and files that are no data.
import { readFileSync } from 'node:fs';
import { DAYS, type Fault, LAST_DAYS, ONE_DAY, SECOND_HALF } from '../fault.ts';

const [DAY = ''] = ONE_DAY;

export const FILES: Fault[] = [
  {
    id: 'file_twice',
    what: 'The export of a day was retried and its file lies in the partition twice.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) =>
      lake.copy(lake.fileOf('order_lines', DAY), lake.fileOf('order_lines', DAY).replace('data_0', 'data_0 (1)')),
  },
  {
    id: 'month_twice',
    what: 'The whole month was exported again under new file names.',
    tables: ['orders'],
    figure: 'order_count',
    inject(lake) {
      for (const day of DAYS)
        lake.copy(lake.fileOf('orders', day), lake.fileOf('orders', day).replace('data_0', 'retry'));
    },
  },
  {
    id: 'file_in_other_partition',
    what: 'A day’s file was also written into the partition of the next day.',
    tables: ['shipments'],
    figure: 'on_time_delivery_rate',
    inject: (lake) =>
      lake.copy(lake.fileOf('shipments', DAY), lake.fileOf('shipments', '2026-10-15').replace('data_0', 'copy')),
  },
  {
    id: 'yesterday_again',
    what: 'The stock snapshot of a day was not taken, and the one of the day before was copied.',
    tables: ['inventory_daily'],
    figure: 'inventory_turnover',
    inject: (lake) => lake.copy(lake.fileOf('inventory_daily', '2026-10-13'), lake.fileOf('inventory_daily', DAY)),
    unnoticed:
      'Stock that has not moved looks like this too. A control total of the day’s quantities would tell them apart.',
  },
  {
    id: 'truncated_parquet',
    what: 'An upload broke off, and the Parquet file ends in the middle.',
    tables: ['orders'],
    figure: 'sales',
    inject(lake) {
      const bytes = readFileSync(lake.fileOf('orders', DAY));
      lake.writeBytes(lake.fileOf('orders', DAY), bytes.subarray(0, bytes.length >> 1));
    },
  },
  {
    id: 'empty_file',
    what: 'A file of no bytes was left by a job that failed.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.writeBytes(lake.fileOf('order_lines', DAY), ''),
  },
  {
    id: 'no_data_at_all',
    what: 'A page that says “Access denied” was saved as the day’s file.',
    tables: ['returns'],
    figure: 'return_rate',
    inject: (lake) => lake.writeBytes(lake.fileOf('returns', DAY), '<html>Access denied</html>'),
  },
  {
    id: 'foreign_file',
    what: 'A file of another table was put into the partition.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) =>
      lake.copy(lake.fileOf('shipments', DAY), lake.fileOf('orders', DAY).replace('data_0', 'shipments')),
  },
  {
    id: 'day_missing',
    what: 'The partition of one day did not arrive.',
    tables: ['orders', 'order_lines'],
    figure: 'sales',
    inject(lake) {
      lake.remove('orders', ONE_DAY);
      lake.remove('order_lines', ONE_DAY);
    },
  },
  {
    id: 'last_days_missing',
    what: 'The export stopped three days before the end of the month.',
    tables: ['orders', 'order_lines'],
    figure: 'sales',
    inject(lake) {
      lake.remove('orders', LAST_DAYS);
      lake.remove('order_lines', LAST_DAYS);
    },
  },
  {
    id: 'half_month_missing',
    what: 'Only the first half of the month was loaded.',
    tables: ['web_daily'],
    figure: 'conversion_rate',
    inject: (lake) => lake.remove('web_daily', SECOND_HALF),
  },
  {
    id: 'month_missing',
    what: 'The table was not loaded for the whole month.',
    tables: ['returns'],
    figure: 'return_rate',
    inject: (lake) => lake.remove('returns', DAYS),
  },
  {
    id: 'table_missing',
    what: 'The table is gone: its folder was renamed.',
    tables: ['surveys'],
    figure: 'csat',
    inject: (lake) => lake.removeTable('surveys'),
  },
  {
    id: 'part_of_a_day',
    what: 'The export of a day ran at noon and was not repeated.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) => lake.rewrite('orders', ONE_DAY, 'FROM rows WHERE hour(created_at) < 12'),
  },
  {
    id: 'part_of_a_stock_day',
    what: 'The stock snapshot of a day broke off after two fifths of its rows.',
    tables: ['inventory_daily'],
    figure: 'on_hand_value',
    inject: (lake) =>
      lake.rewrite('inventory_daily', ['2026-10-31'], 'SELECT * FROM rows LIMIT (SELECT count(*) * 2 // 5 FROM rows)'),
  },
  {
    id: 'month_end_stock_missing',
    what: 'The stock lots of the last day were not written.',
    tables: ['inventory_lots'],
    figure: 'inventory_age_avg',
    inject: (lake) => lake.remove('inventory_lots', ['2026-10-31']),
  },
  {
    id: 'rows_of_a_sample',
    what: 'Somebody exported a sample of one row in ten.',
    tables: ['web_perf_daily'],
    figure: 'page_load_p75',
    inject: (lake) =>
      lake.rewrite('web_perf_daily', DAYS, 'FROM rows WHERE hash(bucket_ms, device, channel, $day) % 10 = 0'),
  },
  {
    id: 'half_of_the_rows',
    what: 'One of two shards of the source was read.',
    tables: ['service_tickets'],
    figure: 'complaint_rate',
    inject: (lake) => lake.rewrite('service_tickets', DAYS, 'FROM rows WHERE hash(ticket_id) % 2 = 0'),
  },
  {
    id: 'extra_columns',
    what: 'The source got a new column.',
    tables: ['orders'],
    figure: 'order_count',
    harmless: true,
    inject: (lake) => lake.rewrite('orders', DAYS, "SELECT *, 'app' AS source_system FROM rows"),
  },
  {
    id: 'reordered_columns',
    what: 'The columns of the source come in another order.',
    tables: ['returns'],
    figure: 'return_rate',
    harmless: true,
    inject: (lake) => lake.rewrite('returns', DAYS, 'SELECT refund_amount, * EXCLUDE (refund_amount) FROM rows'),
  },
  {
    id: 'reordered_rows',
    what: 'The rows of each file come in another order, in two files instead of one.',
    tables: ['order_lines'],
    figure: 'sales',
    harmless: true,
    async inject(lake) {
      await lake.rewrite('order_lines', DAYS, 'FROM rows WHERE hash(order_id) % 2 = 0 ORDER BY net_amount', 'data_1');
      await lake.rewrite('order_lines', DAYS, 'FROM rows WHERE hash(order_id) % 2 = 1 ORDER BY net_amount DESC');
    },
  },
];
