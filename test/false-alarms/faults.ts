// What the rules are asked to notice, each in the table where it would do most harm.
import type { DayProfile } from '../../functions/checks/profile.ts';
import {
  cutAt,
  emptied,
  endingOn,
  onDays,
  type Spoil,
  shifted,
  thinned,
  timesAs,
  without,
  withoutDays,
} from './spoil.ts';

export type Fault = { name: string; table: string; check: string; spoil: Spoil };

const every = () => true;
const dayOfMonth = (day: string) => Number(day.slice(8));
const from = (first: number) => (day: string) => dayOfMonth(day) >= first;
const on = (one: number) => (day: string) => dayOfMonth(day) === one;

function fault(check: string, table: string, name: string, spoil: Spoil): Fault {
  return { check, table, name, spoil };
}

function allOf(spoil: (day: DayProfile) => DayProfile): Spoil {
  return onDays(every, spoil);
}

export const FAULTS: Fault[] = [
  ...[0.8, 0.7, 0.6, 0.5].map((left) =>
    fault('volume', 'orders', `${Math.round((1 - left) * 100)} % fewer rows`, allOf(thinned(left))),
  ),
  ...[1.5, 2].map((times) => fault('volume', 'orders', `${times} times the rows`, allOf(thinned(times)))),
  fault('volume', 'inventory_daily', 'one day twice under other keys', onDays(on(14), thinned(2))),
  fault('means', 'order_lines', 'net_amount in cents', allOf(timesAs('net_amount', 100))),
  fault('means', 'order_lines', 'net_amount in cents for 3 days', onDays(from(26), timesAs('net_amount', 100))),
  fault('means', 'order_lines', 'net_amount in dollars', allOf(timesAs('net_amount', 1 / 7))),
  fault('means', 'order_lines', 'net_amount doubled', allOf(timesAs('net_amount', 2))),
  fault('means', 'order_lines', 'net_amount up by half', allOf(timesAs('net_amount', 1.5))),
  fault('means', 'order_lines', 'net_amount down by a third', allOf(timesAs('net_amount', 2 / 3))),
  fault('means', 'shipments', 'ship_cost_base down to a half', allOf(timesAs('ship_cost_base', 0.5))),
  ...[8, 2, 1].map((hours) => fault('time_of_day', 'orders', `${hours} h later`, allOf(shifted(hours)))),
  fault('time_of_day', 'orders', '8 h later from the 22nd on', onDays(from(22), shifted(8))),
  fault('days_present', 'orders', 'one day missing', withoutDays(on(14))),
  fault('days_present', 'shipments', 'the last days missing, from the 28th on', withoutDays(from(28))),
  fault('days_present', 'inventory_daily', 'one day missing', withoutDays(on(14))),
  fault('days_whole', 'orders', 'one day cut at noon (04:00 UTC)', onDays(on(14), cutAt(4))),
  fault('days_whole', 'orders', 'one day cut at 18:00 (10:00 UTC)', onDays(on(14), cutAt(10))),
  fault('days_whole', 'inventory_daily', 'a third of one day', onDays(on(14), thinned(0.34))),
  fault('fresh', 'shipments', 'the file ends on the 20th', endingOn(20)),
  fault('members_present', 'shipments', 'a carrier missing', allOf(without('carrier_id', 'SF'))),
  fault(
    'members_present',
    'shipments',
    'a carrier missing from the 16th on',
    onDays(from(16), without('carrier_id', 'SF')),
  ),
  fault('members_present', 'orders', 'a channel missing for 3 days', onDays(from(28), without('channel', 'jd'))),
  ...[0.02, 0.05].map((share) =>
    fault(
      'null_rate',
      'order_lines',
      `unit_cost_base empty in ${share * 100} %`,
      allOf(emptied('unit_cost_base', share)),
    ),
  ),
  ...[0.1, 0.2, 0.5].map((share) =>
    fault(
      'null_rate',
      'orders',
      `owner_employee_id empty in ${share * 100} % more`,
      allOf(emptied('owner_employee_id', share)),
    ),
  ),
  fault('null_rate', 'shipments', 'delivered_at empty in half', allOf(emptied('delivered_at', 0.5))),
];
