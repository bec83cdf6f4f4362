// October 2026 of the sample shop: the sums of ten KPIs, of the month and of the two it is compared with.
import type { Better, Note, Unit } from '../../functions/snapshot/shape.ts';

/** Numerator and denominator; the latter null where nothing is divided. */
export type Sums = readonly [string | null, string | null];
export type CarrierMonth = { id: string | null; name: string | null; sums: Sums; notes?: Note[] };

export type KpiMonth = {
  id: string;
  name: Record<string, string>;
  family: string;
  unit: Unit;
  better: Better;
  decimals: number;
  weight: string;
  factor: string | null;
  target: string | null;
  sums: Sums | null;
  previous: Sums | null;
  yearAgo: Sums | null;
  sample: string | null;
  notes: Note[];
  /** November 2025 to September 2026. */
  trend: (string | null)[];
  carriers: CarrierMonth[];
};

const NONE = { factor: null, notes: [] as Note[], carriers: [] as CarrierMonth[] };
const CARRIERS = [
  ['harbor', 'Harbor Express'],
  ['swift', 'SwiftLine'],
  ['polar', 'PolarPost'],
  ['metro', 'Metro Courier'],
] as const;

function byCarrier(...sums: Sums[]): CarrierMonth[] {
  return CARRIERS.map(([id, name], index) => ({ id, name, sums: sums[index] as Sums }));
}

export const MONTH: KpiMonth[] = [
  {
    ...NONE,
    id: 'sales',
    name: { en: 'Sales', 'zh-CN': '销售额' },
    family: 'sales',
    unit: 'money',
    better: 'up',
    decimals: 2,
    weight: '27',
    target: '8875000',
    sums: ['9017568.00', null],
    previous: ['8806130.00', null],
    yearAgo: ['8065600.00', null],
    sample: '15120',
    trend: [
      '9854800',
      '10380200',
      '7845500',
      '7185200',
      '7795800',
      '7952000',
      '8172100',
      '8335400',
      '8441900',
      '8640700',
      '8806130',
    ],
  },
  {
    ...NONE,
    id: 'order_count',
    name: { en: 'Orders', 'zh-CN': '订单量' },
    family: 'sales',
    unit: 'count',
    better: 'up',
    decimals: 0,
    weight: '6',
    target: '15000',
    sums: ['15120', null],
    previous: ['14680', null],
    yearAgo: ['13690', null],
    sample: '15120',
    trend: ['16310', '17240', '13180', '12120', '13050', '13270', '13560', '13850', '14010', '14390', '14680'],
  },
  {
    ...NONE,
    id: 'aov',
    name: { en: 'Average order value', 'zh-CN': '客单价' },
    family: 'sales',
    unit: 'money',
    better: 'up',
    decimals: 2,
    weight: '6',
    target: '603.50',
    sums: ['9017568.00', '15120'],
    previous: ['8806130.00', '14680'],
    yearAgo: ['8065600.00', '13690'],
    sample: '15120',
    trend: [
      '604.21',
      '602.08',
      '594.98',
      '592.85',
      '597.39',
      '599.24',
      '602.79',
      '602.08',
      '602.79',
      '600.66',
      '599.87',
    ],
  },
  {
    ...NONE,
    id: 'ship_on_time_rate',
    name: { en: 'On-time shipment rate', 'zh-CN': '按时发货率' },
    family: 'fulfilment',
    unit: 'percent',
    better: 'up',
    decimals: 1,
    weight: '11',
    target: '0.97',
    sums: ['14415', '15000'],
    previous: ['14079', '14575'],
    yearAgo: null,
    sample: '15000',
    trend: [null, null, '0.948', '0.953', '0.959', '0.962', '0.965', '0.968', '0.967', '0.967', '0.966'],
  },
  {
    ...NONE,
    id: 'processing_hours_avg',
    name: { en: 'Order processing time', 'zh-CN': '平均订单处理时长' },
    family: 'fulfilment',
    unit: 'hours',
    better: 'down',
    decimals: 1,
    weight: '9',
    factor: '1/3600',
    target: '24',
    sums: ['1263168000', '15040'],
    previous: ['1259712000', '14580'],
    yearAgo: ['1240000000', '13600'],
    sample: '15040',
    trend: ['26.4', '27.9', '25.2', '24.8', '24.6', '24.4', '24.2', '24.1', '24.0', '23.9', '24.0'],
  },
  {
    ...NONE,
    id: 'on_time_delivery_rate',
    name: { en: 'On-time delivery rate', 'zh-CN': '准时送达率' },
    family: 'logistics',
    unit: 'percent',
    better: 'up',
    decimals: 1,
    weight: '12',
    target: '0.95',
    sums: ['12495', '15000'],
    previous: ['13729', '14575'],
    yearAgo: ['12662', '13600'],
    sample: '15000',
    trend: ['0.919', '0.908', '0.926', '0.933', '0.937', '0.941', '0.945', '0.949', '0.946', '0.944', '0.94196'],
    carriers: byCarrier(['5700', '6000'], ['2745', '4500'], ['2700', '3000'], ['1350', '1500']),
  },
  {
    ...NONE,
    id: 'delivery_accuracy_rate',
    name: { en: 'Delivery accuracy rate', 'zh-CN': '配送准确率' },
    family: 'logistics',
    unit: 'percent',
    better: 'up',
    decimals: 1,
    weight: '8',
    target: '0.99',
    sums: ['14883', '15000'],
    previous: ['14444', '14575'],
    yearAgo: ['13437', '13600'],
    sample: '15000',
    notes: ['provisional'],
    trend: ['0.985', '0.983', '0.987', '0.988', '0.989', '0.990', '0.990', '0.991', '0.990', '0.991', '0.991'],
    carriers: byCarrier(['5970', '6000'], ['4446', '4500'], ['2979', '3000'], ['1488', '1500']),
  },
  {
    ...NONE,
    id: 'ship_cost_pct_sales',
    name: { en: 'Logistics cost % of sales', 'zh-CN': '物流成本占销售额比' },
    family: 'logistics',
    unit: 'percent',
    better: 'down',
    decimals: 1,
    weight: '8',
    target: '0.07',
    sums: ['628350.00', '9017568.00'],
    previous: ['621000.00', '8806130.00'],
    yearAgo: ['604200.00', '8065600.00'],
    sample: '15120',
    notes: ['provisional'],
    trend: [
      '0.0741',
      '0.0752',
      '0.0745',
      '0.0738',
      '0.0731',
      '0.0725',
      '0.0719',
      '0.0716',
      '0.0712',
      '0.0708',
      '0.0705',
    ],
  },
  {
    ...NONE,
    id: 'return_rate',
    name: { en: 'Return rate', 'zh-CN': '退货率' },
    family: 'returns',
    unit: 'percent',
    better: 'down',
    decimals: 1,
    weight: '9',
    target: '0.055',
    sums: ['1434', '23510'],
    previous: ['1358', '22634'],
    yearAgo: ['1140', '21110'],
    sample: '20480',
    trend: ['0.053', '0.059', '0.064', '0.056', '0.054', '0.053', '0.055', '0.056', '0.057', '0.058', '0.06'],
  },
  {
    ...NONE,
    id: 'return_exchange_rate_value',
    name: { en: 'Return & exchange rate, value', 'zh-CN': '退换货率（金额）' },
    family: 'returns',
    unit: 'percent',
    better: 'down',
    decimals: 1,
    weight: '4',
    target: '0.07',
    sums: ['622210.00', '9017568.00'],
    previous: ['605100.00', '8806130.00'],
    yearAgo: ['568000.00', '8065600.00'],
    sample: '20480',
    trend: ['0.068', '0.071', '0.074', '0.070', '0.069', '0.0685', '0.069', '0.0688', '0.0691', '0.0689', '0.0687'],
  },
];

/** Printed by carrier and not on the card. */
export const BESIDE: KpiMonth[] = [
  {
    ...NONE,
    id: 'ship_cost_per_order',
    name: { en: 'Logistics cost per order', 'zh-CN': '单均物流成本' },
    family: 'logistics',
    unit: 'money',
    better: 'down',
    decimals: 2,
    weight: '0',
    target: '42.60',
    sums: ['628350.00', '15000'],
    previous: ['621000.00', '14575'],
    yearAgo: ['604200.00', '13600'],
    sample: '15000',
    notes: ['provisional'],
    trend: [],
    carriers: byCarrier(['264120.00', '6000'], ['162945.00', '4500'], ['119280.00', '3000'], ['82005.00', '1500']),
  },
  {
    ...NONE,
    id: 'delivery_days_avg',
    name: { en: 'Delivery time', 'zh-CN': '平均配送时长' },
    family: 'logistics',
    unit: 'days',
    better: 'down',
    decimals: 2,
    weight: '0',
    factor: '1/86400',
    target: '3',
    sums: ['3654720000', '15000'],
    previous: ['3412000000', '14575'],
    yearAgo: ['3455000000', '13600'],
    sample: '15000',
    trend: [],
    carriers: byCarrier(['1244160000', '6000'], ['1399680000', '4500'], ['777600000', '3000'], ['233280000', '1500']),
  },
];
