// The mistakes that docs/problems.md shows, so that its examples are what the product prints.
import { before, calendar, card, type Files, fact, kpi, report, shop } from '../definitions/mistakes.ts';

export const EXAMPLES: Record<string, Files> = {
  YAML_SYNTAX: { 'kpis/own.yaml': 'x: [1,\n' },
  INVALID_VALUE: shop('locales: [en]', 'parameters: { max_censored_share: 5 }'),
  UNKNOWN_KEY: kpi('value: sales.amount', 'decimal: 2'),
  MISSING_KEY: card('company', 'kpi: sales'),
  DUPLICATE_ID: card('company', 'kpi: sales, weight: 50', 'kpi: sales, weight: 50'),
  UNKNOWN_TABLE: fact({ rows: 'SELECT dt, channel, region FROM ordres' }),
  UNKNOWN_FACT: kpi('value: sale.amount'),
  UNKNOWN_MEASURE: kpi('numerator: sales.amount', 'denominator: sales.order'),
  UNKNOWN_DIMENSION: { ...fact(), ...kpi('value: clicks.n', 'by: [channel, device]') },
  UNKNOWN_COLUMN: fact({ measures: ['day:', '  n: count(*) where NOT is_tset'] }),
  UNKNOWN_CLOCK: fact({ measures: ['days:', '  n: count(*)'] }),
  UNKNOWN_KPI: card('company', 'kpi: sale, weight: 100'),
  UNKNOWN_SCORECARD: report({ scorecards: '[department, carriers]' }),
  UNKNOWN_PARAMETER: fact({ clock: "dt < ends_at - INTERVAL '$loopback_days' DAY" }),
  UNKNOWN_TEXT: {
    'scorecards/spring.yaml': 'title: { en: Spring }\nsubject: company\nlines: [{ kpi: sales, weight: 100 }]\n',
  },
  UNKNOWN_CALENDAR: shop('locales: [en]', 'parameters: { holiday_calendar: ch }'),
  CYCLE: before('facts/views.yaml', 'paid: SELECT * FROM open', 'open: SELECT * FROM paid'),
  FORBIDDEN_SQL: fact({ measures: ['day:', '  n: sum(dt / 2)'] }),
  INVALID_MEASURE: fact({ measures: ['day:', '  n: histogram(dt)'] }),
  INVALID_EXPRESSION: kpi('value: sales.amount ++ sales.orders'),
  INVALID_WEIGHTS: card('company', 'kpi: sales, weight: 60', 'kpi: aov, weight: 39.99'),
  INVALID_TARGET: kpi('value: sales.amount', 'target: 5', 'floor: 6'),
  UNFAIR_CARD: card('channel', 'kpi: sales, weight: 60', 'kpi: sales_attainment, weight: 40'),
  INVALID_DRIVER: kpi('value: sales.amount', 'drivers: [{ method: orders_and_value }]'),
  INVALID_CALENDAR: calendar('from: 2026-05-01, to: 2026-05-05', 'from: 2026-05-05'),
  MISSING_FILE: report({ email: 'monthly-executives' }),
};
