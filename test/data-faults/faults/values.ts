// Columns that changed their name, type or meaning, and values that cannot be.
import { DAYS, type Fault, LAST_DAYS, ONE_DAY, SECOND_HALF } from '../fault.ts';

const replace = (change: string) => `SELECT * REPLACE (${change}) FROM rows`;

export const VALUES: Fault[] = [
  {
    id: 'column_renamed',
    what: 'The source renamed a column.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', DAYS, 'SELECT * EXCLUDE (net_amount), net_amount AS net FROM rows'),
  },
  {
    id: 'column_dropped',
    what: 'The source does not deliver a column any more.',
    tables: ['shipments'],
    figure: 'on_time_delivery_rate',
    inject: (lake) => lake.rewrite('shipments', DAYS, 'SELECT * EXCLUDE (delivered_at) FROM rows'),
  },
  {
    id: 'columns_shifted',
    what: 'A CSV export lost a separator, and every value after it stands one column to the left.',
    tables: ['web_daily'],
    figure: 'conversion_rate',
    inject: (lake) =>
      lake.asCsv('web_daily', DAYS, (text) =>
        text
          .split('\n')
          .map((line, at) => (at === 0 || line === '' ? line : `${line.split(',').slice(1).join(',')},`))
          .join('\n'),
      ),
  },
  {
    id: 'columns_swapped',
    what: 'Two numbers of the source changed places.',
    tables: ['web_daily'],
    figure: 'conversion_rate',
    inject: (lake) =>
      lake.rewrite('web_daily', DAYS, replace('order_sessions AS sessions, sessions AS order_sessions')),
  },
  {
    id: 'amounts_as_text',
    what: 'Amounts come as text since an upgrade of the source.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', DAYS, replace('CAST(net_amount AS VARCHAR) AS net_amount')),
  },
  {
    id: 'amounts_as_floats',
    what: 'Amounts come as floating-point numbers.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', DAYS, replace('CAST(net_amount AS DOUBLE) AS net_amount')),
  },
  {
    id: 'decimal_comma',
    what: 'An export was made on a machine that writes 12,50 instead of 12.50.',
    tables: ['campaign_daily'],
    figure: 'campaign_roi',
    inject: (lake) => lake.asCsv('campaign_daily', DAYS, (text) => text.replaceAll(/(\d)\.(\d+)/g, '"$1,$2"')),
  },
  {
    id: 'byte_order_mark',
    what: 'Ids of a day begin with a byte order mark.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', ONE_DAY, replace('chr(65279) || order_id AS order_id')),
  },
  {
    id: 'amounts_in_cents',
    what: 'Amounts come in cents.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', DAYS, replace('net_amount * 100 AS net_amount')),
  },
  {
    id: 'amounts_in_cents_at_last',
    what: 'Amounts come in cents for the last three days.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', LAST_DAYS, replace('net_amount * 100 AS net_amount')),
  },
  {
    id: 'costs_in_thousands',
    what: 'The carriers’ tariff was loaded in thousands.',
    tables: ['shipments'],
    figure: 'ship_cost_per_order',
    inject: (lake) => lake.rewrite('shipments', DAYS, replace('ship_cost_base / 1000 AS ship_cost_base')),
  },
  {
    id: 'amounts_with_tax',
    what: 'Amounts come with 13 % tax.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) =>
      lake.rewrite('order_lines', DAYS, replace('CAST(net_amount * 1.13 AS DECIMAL(18, 4)) AS net_amount')),
    unnoticed:
      'Prices rise and fall by more than 13 % from month to month. A control total of net_amount would not match.',
  },
  {
    id: 'negative_quantities',
    what: 'Returned goods were booked as orders with negative quantities.',
    tables: ['order_lines'],
    figure: 'units_sold',
    inject: (lake) =>
      lake.rewrite(
        'order_lines',
        DAYS,
        replace('CASE WHEN hash(order_id) % 10 = 0 THEN -quantity ELSE quantity END AS quantity'),
      ),
  },
  {
    id: 'rates_missing',
    what: 'Exchange rates were not loaded, and every rate is 0.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', DAYS, replace('CAST(0 AS DECIMAL(18, 8)) AS fx_to_base')),
  },
  {
    id: 'rates_of_one',
    what: 'Foreign currencies were taken for the shop’s own: every rate is 1.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', DAYS, replace('CAST(1 AS DECIMAL(18, 8)) AS fx_to_base')),
  },
  {
    id: 'rates_inverted',
    what: 'Exchange rates were delivered the other way round.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', DAYS, replace('CAST(1 / fx_to_base AS DECIMAL(18, 8)) AS fx_to_base')),
  },
  {
    id: 'status_renamed',
    what: 'A carrier’s system writes its statuses in capitals since an upgrade.',
    tables: ['shipments'],
    figure: 'on_time_delivery_rate',
    inject: (lake) => lake.rewrite('shipments', DAYS, replace('upper(status) AS status')),
  },
  {
    id: 'new_status',
    what: 'A new status came up that nobody had told of.',
    tables: ['returns'],
    figure: 'return_rate',
    inject: (lake) =>
      lake.rewrite(
        'returns',
        DAYS,
        replace("CASE WHEN status = 'completed' THEN 'refunded' ELSE status END AS status"),
      ),
  },
  {
    id: 'null_spellings',
    what: 'What is not known comes as the word NULL.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) => lake.rewrite('orders', DAYS, replace("coalesce(owner_employee_id, 'NULL') AS owner_employee_id")),
  },
  {
    id: 'empty_strings',
    what: 'What is not known comes as an empty text.',
    tables: ['service_tickets'],
    figure: 'complaint_rate',
    inject: (lake) => lake.rewrite('service_tickets', DAYS, replace("'' AS category")),
  },
  {
    id: 'padded_ids',
    what: 'Ids are padded with blanks to ten characters, as a mainframe does.',
    tables: ['shipment_lines'],
    figure: 'delivery_accuracy_rate',
    inject: (lake) => lake.rewrite('shipment_lines', DAYS, replace("order_id || '   ' AS order_id")),
  },
  {
    id: 'wrong_encoding',
    what: 'Channel names were read in another encoding.',
    tables: ['web_daily'],
    figure: 'conversion_rate',
    inject: (lake) => lake.rewrite('web_daily', DAYS, replace("'Ã©' || channel AS channel")),
  },
  {
    id: 'values_missing',
    what: 'A required value is empty for half of the month.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', SECOND_HALF, replace('CAST(NULL AS DECIMAL(18, 4)) AS net_amount')),
  },
  {
    id: 'owners_missing',
    what: 'The field of who owns an order is not filled any more.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', DAYS, replace('CAST(NULL AS VARCHAR) AS owner_employee_id')),
  },
  {
    id: 'all_are_tests',
    what: 'The mark of test orders was inverted.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) => lake.rewrite('orders', DAYS, replace('NOT is_test AS is_test')),
  },
  {
    id: 'ratings_of_ten',
    what: 'The shop’s platform lets customers give ten stars instead of five.',
    tables: ['reviews'],
    figure: 'review_avg_rating',
    inject: (lake) => lake.rewrite('reviews', DAYS, replace('rating * 2 AS rating')),
  },
  {
    id: 'bots',
    what: 'A robot tripled the visits of the web shop.',
    tables: ['web_daily'],
    figure: 'conversion_rate',
    inject: (lake) =>
      lake.rewrite('web_daily', DAYS, replace('sessions * 3 AS sessions, engaged_sessions * 3 AS engaged_sessions')),
  },
  {
    id: 'hours_in_minutes',
    what: 'Working hours come in minutes.',
    tables: ['employee_time'],
    figure: 'parcels_per_hour',
    inject: (lake) =>
      lake.rewrite('employee_time', DAYS, replace('CAST(worked_hours * 60 AS DECIMAL(8, 2)) AS worked_hours')),
  },
  {
    id: 'load_times_in_seconds',
    what: 'Load times come in seconds instead of milliseconds.',
    tables: ['web_perf_daily'],
    figure: 'page_load_p75',
    inject: (lake) => lake.rewrite('web_perf_daily', DAYS, replace('bucket_ms // 1000 AS bucket_ms')),
  },
];
