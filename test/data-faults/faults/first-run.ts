// What is wrong in the first month that a shop ever runs: nothing was published, so that rows speak for themselves alone.
import { DAYS, type Fault, ONE_DAY, SECOND_HALF } from '../fault.ts';

const DAY = ONE_DAY[0] as string;

export const FIRST_RUN: Fault[] = [
  {
    id: 'first_file_twice',
    what: 'A file of the history lies in its partition twice.',
    tables: ['order_lines'],
    figure: 'sales',
    firstRun: true,
    inject: (lake) =>
      lake.copy(lake.fileOf('order_lines', DAY), lake.fileOf('order_lines', DAY).replace('data_0', 'again')),
  },
  {
    id: 'first_day_missing',
    what: 'A day of the history was never loaded.',
    tables: ['orders', 'order_lines'],
    figure: 'sales',
    firstRun: true,
    inject(lake) {
      lake.remove('orders', ONE_DAY);
      lake.remove('order_lines', ONE_DAY);
    },
  },
  {
    id: 'first_lines_missing',
    what: 'Of half a month there are orders and no lines.',
    tables: ['order_lines'],
    figure: 'sales',
    firstRun: true,
    inject: (lake) => lake.remove('order_lines', SECOND_HALF),
  },
  {
    id: 'first_cents',
    what: 'The amounts of the newest month came from another system, in cents.',
    tables: ['order_lines'],
    figure: 'sales',
    firstRun: true,
    inject: (lake) =>
      lake.rewrite(
        'order_lines',
        DAYS,
        'SELECT * REPLACE (CAST(net_amount * 100 AS DECIMAL(18, 4)) AS net_amount) FROM rows',
      ),
  },
  {
    id: 'first_status_unknown',
    what: 'Statuses are spelt as the carrier spells them.',
    tables: ['shipments'],
    figure: 'on_time_delivery_rate',
    firstRun: true,
    inject: (lake) => lake.rewrite('shipments', DAYS, 'SELECT * REPLACE (upper(status) AS status) FROM rows'),
  },
  {
    id: 'first_not_fresh',
    what: 'The loading of parcels stopped in the middle of the month.',
    tables: ['shipments', 'shipment_lines'],
    figure: 'on_time_delivery_rate',
    firstRun: true,
    inject(lake) {
      lake.remove('shipments', SECOND_HALF);
      lake.remove('shipment_lines', SECOND_HALF);
    },
  },
];
