// The same months as business may make them, in a shop whose systems hand over what their data adds up to.
import { DAYS, type Fault, MONTH, ONE_DAY } from '../fault.ts';
import type { FaultyLake } from '../faulty-lake.ts';

/** The newest versions of the month's rows. */
const newest = (lake: FaultyLake, table: string, key: string) =>
  `(FROM read_parquet('${lake.folder}/${table}/dt=${MONTH}-*/*.parquet', hive_partitioning = true)
    QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY row_version DESC) = 1)`;

const total = (table: string, measure: string, expected: string) =>
  `SELECT '${table}' AS table_name, '${measure}' AS measure, '${MONTH}' AS period_month,
    CAST((${expected}) AS DECIMAL(38, 4)) AS expected`;

export const CONTROL: Fault[] = [
  {
    id: 'rows_lost_under_control',
    what: 'One order in ten was lost between two systems, with its lines and parcels.',
    tables: ['orders', 'order_lines', 'control_totals'],
    figure: 'sales',
    async inject(lake) {
      await lake.add(
        'control_totals',
        total('orders', 'rows', `SELECT count(*) FROM ${newest(lake, 'orders', 'order_id')}`),
      );
      await lake.rewrite('orders', DAYS, 'FROM rows WHERE hash(order_id) % 10 > 0');
      await lake.rewrite('order_lines', DAYS, 'FROM rows WHERE hash(order_id) % 10 > 0');
    },
  },
  {
    id: 'tax_under_control',
    what: 'Amounts of the month come with 13 % tax.',
    tables: ['order_lines', 'control_totals'],
    figure: 'sales',
    async inject(lake) {
      const rows = newest(lake, 'order_lines', 'order_id, line_no');
      await lake.add('control_totals', total('order_lines', 'net_amount', `SELECT sum(net_amount) FROM ${rows}`));
      const dearer = 'SELECT * REPLACE (CAST(net_amount * 1.13 AS DECIMAL(18, 4)) AS net_amount) FROM rows';
      await lake.rewrite('order_lines', DAYS, dearer);
    },
  },
  {
    id: 'rates_under_control',
    what: 'Exchange rates of the month were delivered the other way round.',
    tables: ['orders', 'control_totals'],
    figure: 'sales',
    async inject(lake) {
      const rows = newest(lake, 'orders', 'order_id');
      await lake.add('control_totals', total('orders', 'fx_to_base', `SELECT sum(fx_to_base) FROM ${rows}`));
      const inverted = 'SELECT * REPLACE (CAST(1 / fx_to_base AS DECIMAL(18, 8)) AS fx_to_base) FROM rows';
      await lake.rewrite('orders', DAYS, inverted);
    },
  },
  {
    id: 'yesterday_under_control',
    what: 'A day of stock is that of the day before, under its own date.',
    tables: ['inventory_daily', 'control_totals'],
    figure: 'inventory_turnover',
    async inject(lake) {
      const rows = `read_parquet('${lake.folder}/inventory_daily/dt=${MONTH}-*/*.parquet', hive_partitioning = true)`;
      await lake.add('control_totals', total('inventory_daily', 'on_hand_qty', `SELECT sum(on_hand_qty) FROM ${rows}`));
      lake.copy(lake.fileOf('inventory_daily', `${MONTH}-13`), lake.fileOf('inventory_daily', ONE_DAY[0] as string));
    },
  },
];
