// Instants in another zone, another format or the wrong order.
import { DAYS, type Fault, ONE_DAY, SECOND_HALF } from '../fault.ts';

const replace = (change: string) => `SELECT * REPLACE (${change}) FROM rows`;
const LATER = 'INTERVAL 8 HOUR';

export const TIME: Fault[] = [
  {
    id: 'local_time',
    what: 'Orders carry local time instead of UTC since a deployment.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) =>
      lake.rewrite(
        'orders',
        DAYS,
        replace(`created_at + ${LATER} AS created_at, received_at + ${LATER} AS received_at`),
      ),
  },
  {
    id: 'deliveries_days_early',
    what: 'A carrier reports the day on which it promised as the day on which it delivered, three days too early.',
    tables: ['shipments'],
    figure: 'delivery_days_avg',
    inject: (lake) => lake.rewrite('shipments', DAYS, replace(`delivered_at - INTERVAL 3 DAY AS delivered_at`)),
  },
  {
    id: 'local_time_on_its_day',
    what: 'Tickets carry local time, and each lies in the partition of that day.',
    tables: ['service_tickets'],
    figure: 'first_response_minutes_p50',
    inject: (lake) =>
      lake.rewrite(
        'service_tickets',
        SECOND_HALF,
        replace(`CAST(created_at AS DATE) + ((CAST(created_at AS TIME) + ${LATER})) AS created_at`),
      ),
  },
  {
    id: 'epoch',
    what: 'Instants that were not known became the first of January 1970.',
    tables: ['returns'],
    figure: 'return_rate',
    inject: (lake) =>
      lake.rewrite('returns', ONE_DAY.concat(SECOND_HALF), replace("TIMESTAMP '1970-01-01 00:00:00' AS requested_at")),
  },
  {
    id: 'far_future',
    what: 'What has not ended yet ends in the year 9999.',
    tables: ['orders'],
    figure: 'order_cancel_rate',
    inject: (lake) =>
      lake.rewrite('orders', DAYS, replace("coalesce(cancelled_at, TIMESTAMP '9999-12-31 00:00:00') AS cancelled_at")),
  },
  {
    id: 'milliseconds',
    what: 'Instants come as milliseconds since 1970.',
    tables: ['reviews'],
    figure: 'review_avg_rating',
    inject: (lake) => lake.rewrite('reviews', DAYS, replace('epoch_ms(created_at) AS created_at')),
  },
  {
    id: 'day_before_month',
    what: 'A spreadsheet swapped day and month of the dates.',
    tables: ['reviews'],
    figure: 'review_avg_rating',
    inject: (lake) =>
      lake.rewrite(
        'reviews',
        DAYS,
        replace(
          'CASE WHEN day(created_at) <= 12 THEN make_timestamp(year(created_at), day(created_at), month(created_at), 12, 0, 0) ELSE created_at END AS created_at',
        ),
      ),
  },
  {
    id: 'delivered_before_shipped',
    what: 'A carrier’s scans arrive with the clock of another machine: parcels are delivered before they left.',
    tables: ['shipments'],
    figure: 'delivery_days_avg',
    inject: (lake) => lake.rewrite('shipments', DAYS, replace('shipped_at - INTERVAL 1 HOUR AS delivered_at')),
  },
  {
    id: 'wrong_partition',
    what: 'Orders of a day were written under the date of the load, five days later.',
    tables: ['orders'],
    figure: 'order_count',
    inject(lake) {
      lake.copy(lake.fileOf('orders', '2026-10-14'), lake.fileOf('orders', '2026-10-19').replace('data_0', 'late'));
      lake.remove('orders', ONE_DAY);
    },
  },
];
