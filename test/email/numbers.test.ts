import { describe, expect, it } from 'vitest';
import {
  formatAgainstTarget,
  formatChange,
  formatCount,
  formatGap,
  formatMoney,
  formatParts,
  formatPoints,
  formatValue,
} from '../../functions/email/numbers.ts';
import { Fraction, parseDecimal } from '../../functions/exact.ts';
import { type SnapshotKpi, UNITS, type Unit } from '../../functions/snapshot/shape.ts';
import { readLocale } from '../support/email.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const en = { locale: readLocale('en'), currency: 'USD' };
const zh = { locale: readLocale('zh-CN'), currency: 'CNY' };
const NBSP = '\u00a0';
const kpis = new Map(buildSnapshot().kpis.map((kpi) => [kpi.id, kpi]));
const onTime = kpis.get('on_time_delivery_rate') as SnapshotKpi;
const sales = kpis.get('sales') as SnapshotKpi;

const value = (text: string) => parseDecimal(text);
const kind = (unit: Unit, decimals: number, denominator: string | null = '1') => ({ unit, decimals, denominator });

describe('values', () => {
  it('shortens a large sum of money and never a price per piece', () => {
    expect(formatMoney(value('1270080'), en)).toBe('$1.27M');
    expect(formatMoney(value('523273'), en)).toBe('$523.3K');
    expect(formatMoney(value('84'), en)).toBe('$84.00');
    expect(formatValue(value('12345.678'), kind('money', 2), en)).toBe('$12,345.68');
  });

  it('counts Chinese amounts in 万 and 亿', () => {
    expect(formatMoney(value('9017568'), zh)).toBe('¥901.8万');
    expect(formatMoney(value('124000000'), zh)).toBe('¥1.24亿');
    expect(formatCount(value('532400'), zh)).toBe('53.24万');
    expect(formatCount(value('15120'), zh)).toBe('15,120');
    expect(formatCount(value('532400'), en)).toBe('532,400');
  });

  it('takes the next larger word where rounding reaches it', () => {
    expect(formatMoney(value('999999'), en)).toBe('$1.00M');
    expect(formatMoney(value('99999999.99'), zh)).toBe('¥1.00亿');
  });

  it('prints yen and won without decimals and an unknown currency by its code', () => {
    expect(formatMoney(value('8400.4'), { ...en, currency: 'JPY' })).toBe('¥8,400');
    expect(formatMoney(value('8400.5'), { ...en, currency: 'KRW' })).toBe('₩8,401');
    expect(formatMoney(value('84'), { ...en, currency: 'CHF' })).toBe(`CHF${NBSP}84.00`);
  });

  it('has a form for every unit in every language', () => {
    for (const language of [en, zh]) {
      for (const unit of UNITS) expect(formatValue(value('4.3'), kind(unit, 2), language)).toMatch(/4[.3]/);
    }
    expect(formatValue(value('0.918'), kind('percent', 1), en)).toBe('91.8%');
    expect(formatValue(value('2475'), kind('ms', 0), zh)).toBe(`2,475${NBSP}毫秒`);
    expect(formatValue(value('6.3'), kind('per_hour', 2), en)).toBe('6.30/h');
  });

  it('rounds half away from zero, once, from the exact value', () => {
    expect(formatValue(new Fraction(137, 8), kind('money', 2), en)).toBe('$17.13');
    expect(formatPoints(value('-2.345'), en.locale)).toBe('−2.35');
  });

  it('never prints what is not zero as zero, and zero never with a minus', () => {
    expect(formatValue(value('0.0004'), kind('percent', 1), en)).toBe('<0.1%');
    expect(formatValue(value('-0.0004'), kind('percent', 1), en)).toBe('>−0.1%');
    expect(formatPoints(value('-0.001'), en.locale)).toBe('±0.00');
    expect(formatValue(value('0'), kind('percent', 1), en)).toBe('0.0%');
    expect(formatValue(value('-0.5'), kind('percent', 1), en)).toBe('−50.0%');
  });
});

describe('changes and targets', () => {
  const comparison = { period: '2026-09', value: '1', change: '-0.024', ratio: '0.024' };

  it('prints the difference of two rates in pp and never in percent', () => {
    expect(formatChange(onTime, comparison, en)).toBe(`−2.40${NBSP}pp`);
    expect(formatChange(sales, comparison, en)).toBe('+2.4%');
    expect(formatChange({ ...sales, unit: 'score5', decimals: 2 }, comparison, en)).toBe(`−0.02${NBSP}pts`);
  });

  it('has no change where there is no base', () => {
    expect(formatChange(sales, null, en)).toBeNull();
    expect(formatChange(sales, { ...comparison, ratio: null }, en)).toBeNull();
  });

  it('adds digits until a miss no longer looks like a hit', () => {
    const target = { ...(onTime.target as NonNullable<SnapshotKpi['target']>), value: '0.95' };
    const shown = formatAgainstTarget(value('0.94996'), target, onTime, 'amber', en);
    expect(shown).toEqual({ actual: '94.996%', target: `≥${NBSP}95.000%` });
    expect(formatAgainstTarget(value('0.95004'), target, onTime, 'green', en).actual).toBe('95.0%');
  });

  it('signs a target by its direction and a band by neither', () => {
    const target = { ...(onTime.target as NonNullable<SnapshotKpi['target']>), value: '0.055' };
    expect(formatAgainstTarget(null, target, { ...onTime, better: 'down' }, 'grey', en).target).toBe(`≤${NBSP}5.5%`);
    const band = { ...target, value: null, bandLow: '5', bandHigh: '6' };
    const turnover = { ...onTime, better: 'band' as const, unit: 'times' as const, decimals: 2 };
    expect(formatAgainstTarget(null, band, turnover, 'grey', en).target).toBe('5.00×–6.00×');
  });

  it('keeps a gap visible and gives gap and part the same digits', () => {
    expect(formatGap(value('-0.00004'), onTime, en)).toBe(`−0.004${NBSP}pp`);
    expect(formatGap(value('0.12'), kpis.get('ship_cost_per_order') as SnapshotKpi, en)).toBe('+$0.12');
    expect(formatParts([value('-0.024'), value('-0.032')], onTime, en)).toEqual([`2.40${NBSP}pp`, `3.20${NBSP}pp`]);
    expect(formatParts([value('-0.024')], onTime, zh)).toEqual([`2.40${NBSP}个百分点`]);
  });
});
