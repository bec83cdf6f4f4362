// What is left out of a mail that would be too long, step by step: what each step takes and nothing else, that each makes
// the mail shorter, and what no step touches.
import { beforeAll, describe, expect, it } from 'vitest';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { countBytes, DEGREES } from '../../functions/email/degrade.ts';
import { fillHtml } from '../../functions/email/html.ts';
import { renderText } from '../../functions/email/text.ts';
import { buildView, type View } from '../../functions/email/view.ts';
import { wholeDepartment } from '../support/department.ts';
import { compileLocale, LINKS, LOCALES, readLocale } from '../support/email.ts';
import { multiplyKpis, splitCarriers } from '../support/long-month.ts';
import { buildSnapshot } from '../support/snapshot.ts';

/** A card of 72 scored KPIs, twelve carriers, and a plan with completed items. */
const snapshot = buildSnapshot((month) => {
  wholeDepartment(month);
  splitCarriers(month, 12);
  multiplyKpis(month, 4);
});

/** In their order, with the places of the view that may differ from the step before. */
const STEPS: [step: string, places: RegExp][] = [
  ['the padding of the preheader', /^padding$/],
  ['strips of KPIs on target', /^scorecard\.(families\.\d+\.rows\.\d+\.strip|note)|^degraded/],
  ['numerators of KPIs on target', /^scorecard\.families\.\d+\.rows\.\d+\.sub$/],
  ['carriers but the six largest', /^carriers\./],
  ['all other strips', /^scorecard\.(families\.\d+\.rows\.\d+\.strip|note)/],
  ['what is done of the plan', /^plan\./],
  ['KPIs that are not scored', /^scorecard\.(shown|note)/],
  ['rows of KPIs on target', /^scorecard\.(families\.\d+\.(rows|folded)|note)/],
];

/** Paths at which two values differ. */
function differences(one: unknown, other: unknown, at = ''): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? [] : [at];
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const of = (value: object, key: string) => (value as Record<string, unknown>)[key];
  return keys.flatMap((key) => differences(of(one, key), of(other, key), at === '' ? key : `${at}.${key}`));
}

const rowsOf = ({ scorecard }: View) => scorecard.families.flatMap(({ rows }) => rows);

describe.each(LOCALES)('in %s', (name) => {
  const locale = readLocale(name);
  const views = DEGREES.map((detail) => buildView({ snapshot, locale, sections: SECTIONS, links: LINKS }, detail));
  const view = (step: number) => views[step] as View;
  let bytes: number[] = [];
  beforeAll(async () => {
    const template = await compileLocale(name);
    bytes = views.map((one) => countBytes(fillHtml(template, one)));
  });

  it('has a step for each thing that may be left out', () => {
    expect(DEGREES).toHaveLength(STEPS.length + 1);
    expect(snapshot.scorecards[0]?.lines).toHaveLength(72);
  });

  it.each(STEPS.map(([step, places], at) => ({ step, places, at: at + 1 })))(
    'step $at leaves out $step, and nothing else',
    ({ places, at }) => {
      const found = differences(view(at - 1), view(at));
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((place) => !places.test(place))).toEqual([]);
      expect(bytes[at]).toBeLessThan(bytes[at - 1] as number);
    },
  );

  it('each step leaves out what it names', () => {
    const isOn = ({ status }: { status: { tone: string } }) => status.tone === 'ok';
    expect(rowsOf(view(1)).every(({ strip }) => strip !== null)).toBe(true);
    for (const row of rowsOf(view(2))) expect(row.strip === null).toBe(isOn(row));
    for (const row of rowsOf(view(3)).filter(isOn)) expect(row.sub === null || row.reason !== null).toBe(true);
    expect([view(3), view(4)].map(({ carriers }) => carriers?.rows.length)).toEqual([12, 7]);
    expect(rowsOf(view(5)).every(({ strip }) => strip === null)).toBe(true);
    expect(view(6).plan?.folded).not.toBeNull();
    expect(view(7).scorecard.shown?.rows).toEqual([]);
    expect(rowsOf(view(8)).some(isOn)).toBe(false);
  });

  it('no step touches score, exceptions, drivers, data quality or footer', () => {
    for (const { header, score, attention, movement, sums, kpiDrivers, quality, footer } of views) {
      const { header: h, score: s, attention: a, movement: m, sums: u, kpiDrivers: k, quality: q, footer: f } = view(0);
      expect([header, score, attention, movement, sums, kpiDrivers, quality, footer]).toEqual([h, s, a, m, u, k, q, f]);
    }
  });

  it('says where the whole is from the first loss on that is seen', () => {
    const told = views.map(({ degraded }) => degraded?.text ?? null);
    expect(told.slice(0, 2)).toEqual([null, null]);
    expect(new Set(told.slice(2))).toEqual(new Set([locale.mail.degraded]));
    expect(view(2).degraded?.link?.href).toBe(LINKS.browser);
  });

  it('the text part has a line for each row, or counts those that it leaves out', () => {
    const tags = Object.values(locale.plain.tags);
    for (const [step, one] of views.entries()) {
      const text = renderText(one, locale);
      const card = text.slice(text.indexOf(`\n${one.scorecard.title}\n-`), text.indexOf(`\n${one.movement?.title}\n-`));
      const lines = card.split('\n').filter((line) => tags.some((tag) => line.startsWith(tag)));
      expect(lines, `step ${step}`).toHaveLength(rowsOf(one).length);
      const folded = one.scorecard.families.flatMap((family) => family.folded ?? []);
      for (const count of folded) expect(text).toContain(count);
      const counted = folded.reduce((sum, count) => sum + Number(/\d+/.exec(count)?.[0]), 0);
      expect(rowsOf(one).length + counted, `step ${step}`).toBe(72);
      expect(text.includes(locale.mail.degraded)).toBe(one.degraded !== null);
    }
  });
});
