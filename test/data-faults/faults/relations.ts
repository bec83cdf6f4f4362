// Tables that do not fit together, whoever is missing among others, and history that changed.
import { DAYS, type Fault, LAST_DAYS, MONTH, OLD_DAYS, SECOND_HALF } from '../fault.ts';

const replace = (change: string) => `SELECT * REPLACE (${change}) FROM rows`;
const TWICE = (table: string, where: string) => `FROM rows UNION ALL FROM rows WHERE ${where} /* ${table} */`;

export const RELATIONS: Fault[] = [
  {
    id: 'orders_without_lines',
    what: 'Orders arrived, their lines did not.',
    tables: ['order_lines'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('order_lines', SECOND_HALF, 'FROM rows WHERE hash(order_id) % 3 > 0'),
  },
  {
    id: 'lines_without_orders',
    what: 'Lines arrived, some of their orders did not.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) => lake.rewrite('orders', DAYS, 'FROM rows WHERE hash(order_id) % 20 > 0'),
  },
  {
    id: 'parcels_without_lines',
    what: 'The contents of parcels were not exported.',
    tables: ['shipment_lines'],
    figure: 'processing_hours_avg',
    inject: (lake) => lake.rewrite('shipment_lines', SECOND_HALF, 'FROM rows WHERE hash(shipment_id) % 4 > 0'),
  },
  {
    id: 'returns_of_other_orders',
    what: 'Returns carry the order numbers of another system.',
    tables: ['returns'],
    figure: 'return_rate',
    inject: (lake) => lake.rewrite('returns', DAYS, replace("'M-' || order_id AS order_id")),
  },
  {
    id: 'dimension_row_twice',
    what: 'A campaign stands twice in its table, so that every order of it counts twice.',
    tables: ['campaigns'],
    figure: 'campaign_sales',
    inject: (lake) =>
      lake.rewrite(
        'campaigns',
        null,
        TWICE('campaigns', `strftime(start_at, '%Y-%m') <= '${MONTH}' AND end_at >= TIMESTAMP '2026-10-01'`),
      ),
  },
  {
    id: 'employee_twice',
    what: 'An employee who changed the department stands in the table twice.',
    tables: ['employees'],
    figure: 'training_hours_per_employee',
    inject: (lake) =>
      lake.rewrite('employees', null, TWICE('employees', "employee_id = 'E001' OR employee_id = 'E002'")),
  },
  {
    id: 'same_version_twice',
    what: 'An order was changed, and the change has the version number of the row before it.',
    tables: ['orders'],
    figure: 'order_count',
    inject: (lake) =>
      lake.rewrite(
        'orders',
        DAYS.slice(0, 3),
        `FROM rows UNION ALL ${replace("'XX' AS region")} WHERE hash(order_id) % 20 = 0`,
      ),
  },
  {
    id: 'carrier_missing',
    what: 'The file of one carrier did not arrive.',
    tables: ['shipments'],
    figure: 'on_time_delivery_rate',
    inject: (lake) => lake.rewrite('shipments', DAYS, "FROM rows WHERE carrier_id <> 'YTO'"),
  },
  {
    id: 'carrier_late',
    what: 'One carrier’s files of the second half of the month are late.',
    tables: ['shipments'],
    figure: 'on_time_delivery_rate',
    inject: (lake) => lake.rewrite('shipments', SECOND_HALF, "FROM rows WHERE carrier_id <> 'YTO'"),
  },
  {
    id: 'channel_missing',
    what: 'The interface of one marketplace was switched off.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', SECOND_HALF, "FROM rows WHERE channel <> 'douyin'"),
  },
  {
    id: 'warehouse_missing',
    what: 'One warehouse does not report its stock any more.',
    tables: ['inventory_daily'],
    figure: 'on_hand_value',
    inject: (lake) => lake.rewrite('inventory_daily', LAST_DAYS, "FROM rows WHERE warehouse_id <> 'W-NORTH'"),
  },
  {
    id: 'spend_twice',
    what: 'What a campaign cost was exported by two jobs.',
    tables: ['campaign_daily'],
    figure: 'campaign_roi',
    inject: (lake) => lake.rewrite('campaign_daily', DAYS, TWICE('campaign_daily', 'true')),
  },
  {
    id: 'history_deleted',
    what: 'A clean-up job deleted a month that was published long ago.',
    tables: ['orders'],
    figure: 'sales_growth_yoy',
    inject: (lake) => lake.remove('orders', OLD_DAYS),
  },
  {
    id: 'history_thinned',
    what: 'A clean-up job deleted every fifth order of an earlier month.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', OLD_DAYS, 'FROM rows WHERE hash(order_id) % 5 > 0'),
  },
  {
    id: 'history_again',
    what: 'An earlier month was loaded again by a new system that gives its orders other numbers.',
    tables: ['orders'],
    figure: 'sales',
    inject: (lake) => lake.rewrite('orders', OLD_DAYS, `FROM rows UNION ALL ${replace("'N' || order_id AS order_id")}`),
  },
  {
    id: 'customers_cut',
    what: 'The table of customers was exported with a limit of rows.',
    tables: ['customers'],
    figure: 'new_users',
    inject: (lake) =>
      lake.rewrite('customers', null, 'SELECT * FROM rows ORDER BY customer_id LIMIT (SELECT count(*) // 2 FROM rows)'),
  },
  {
    id: 'employees_cut',
    what: 'The table of employees holds those of one department only.',
    tables: ['employees'],
    figure: 'retention_rate',
    inject: (lake) =>
      lake.rewrite('employees', null, 'FROM rows WHERE department = (SELECT min(department) FROM rows)'),
  },
  {
    id: 'targets_in_percent',
    what: 'Somebody wrote 95 where 0.95 was meant.',
    tables: ['targets'],
    figure: 'on_time_delivery_rate',
    inject: (lake) =>
      lake.rewrite(
        'targets',
        null,
        replace(
          "CASE WHEN kpi_id = 'on_time_delivery_rate' THEN CAST(target_value * 100 AS DECIMAL(38, 10)) ELSE target_value END AS target_value",
        ),
      ),
  },
  {
    id: 'rows_lost_by_chance',
    what: 'One order in ten was lost between two systems, a few every day.',
    tables: ['orders', 'order_lines', 'shipments', 'shipment_lines'],
    figure: 'sales',
    async inject(lake) {
      await lake.rewrite('orders', DAYS, 'FROM rows WHERE hash(order_id) % 10 > 0');
      await lake.rewrite('order_lines', DAYS, 'FROM rows WHERE hash(order_id) % 10 > 0');
      await lake.rewrite('shipments', DAYS, 'FROM rows WHERE hash(order_id) % 10 > 0');
      await lake.rewrite('shipment_lines', DAYS, 'FROM rows WHERE hash(order_id) % 10 > 0');
    },
  },
];
