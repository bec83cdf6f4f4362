import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../../functions/exact.ts';
import { improvement } from '../../../functions/snapshot/plan-shape.ts';
import { EXAMPLES, mustLoad } from '../../support/shop.ts';
import { isEnded, lineOf, type Month, monthId, planOf, rowOf, SHOP, statusesOf, tell } from './plans.ts';

const example = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  improvement_plan: { status_by_month: Month[]; events: { month: number; event: string }[] };
};

describe('the plan of the example', () => {
  const { status_by_month: months, events } = example.improvement_plan;
  const plans = tell({ aov: months });

  test('opens, carries over, closes and stays closed in the months of the hand calculation', () => {
    const names: Record<string, string> = { open: 'open', carry_over: 'open', close: 'closed', none: 'none' };
    const wanted = Object.fromEntries(events.map(({ month, event }) => [month, names[event]]));
    expect(statusesOf(plans)).toEqual(months.map((_, at) => wanted[at + 1] ?? 'none'));
  });

  test('keeps one id, the value that it began with, and says what it brought', () => {
    expect(plans[2]).toMatchObject([
      { id: 'IMP-company-all-aov-2026-03', opened: '2026-03', due: '2026-05-31', baseline: '0.7', change: '0' },
    ]);
    expect(plans[3]).toMatchObject([{ id: 'IMP-company-all-aov-2026-03', value: '0.9', change: '0.2', months: 1 }]);
    expect(plans[4]).toMatchObject([{ closedIn: '2026-05', realised: '0.2', gain: null, gainPoints: null }]);
    expect(plans[4]?.[0]?.history.map(({ period, off }) => `${period} ${off}`)).toEqual([
      '2026-03 true',
      '2026-04 false',
      '2026-05 false',
    ]);
  });

  test('fits the published shape in every month', () => {
    for (const item of plans.flat()) expect(improvement.parse(JSON.parse(JSON.stringify(item)))).toEqual(item);
  });
});

describe('an item is opened by figures', () => {
  test.each<[string, Month[], number]>([
    ['not by one bad month', ['off'], 0],
    ['by the second of two bad months', ['off', 'off'], 1],
    ['not in a good month, however bad the two before', ['off', 'on', 'on'], 0],
    ['over months that are not scored', ['off', 'unscored', 'unscored', 'off'], 1],
    ['not by what lies more than six months back', ['off', ...Array<Month>(5).fill('unscored'), 'off'], 0],
    ['by what lies six months back, this one included', ['off', ...Array<Month>(4).fill('unscored'), 'off'], 1],
    ['not in a month that is not scored', ['off', 'on', 'unscored'], 0],
  ])('%s', (_, months, count) => {
    expect(tell({ aov: months }).at(-1)).toHaveLength(count);
  });

  test('as the shop asks for it', () => {
    const strict = mustLoad({
      'shop.yaml': 'name: X\nsender: x@x.test\nlocales: [en]\nparameters: { open_rule: { off: 3, of: 4 } }\n',
    });
    const opened = (months: Month[]) => tell({ aov: months }, () => ({ definitions: strict })).at(-1)?.length;
    expect([opened(['off', 'off']), opened(['off', 'off', 'on', 'off'])]).toEqual([0, 1]);
  });

  test('not where the KPI is on no card', () => {
    expect(tell({ aov: ['off', 'off'] }, () => ({ line: { gainPoints: null } })).at(-1)).toEqual([]);
  });

  test('again only by months after its end', () => {
    const plans = tell({ aov: ['off', 'off', 'on', 'on', 'off', 'off'] });
    expect(statusesOf(plans)).toEqual(['none', 'open', 'open', 'closed', 'none', 'open']);
    expect(plans[5]?.[0]?.id).toBe('IMP-company-all-aov-2026-06');
  });
});

describe('an open item', () => {
  const bad = Array<Month>(6).fill('off');

  test('is overdue after the last day of the second month, and escalated after three', () => {
    const plans = tell({ aov: bad });
    expect(statusesOf(plans)).toEqual(['none', 'open', 'open', 'open', 'overdue', 'overdue']);
    expect(plans.flat().map(({ months, escalated }) => `${months} ${escalated}`)).toEqual([
      '0 false',
      '1 false',
      '2 false',
      '3 true',
      '4 true',
    ]);
  });

  test('closes by months after its opening only, of which unscored ones say nothing', () => {
    expect(statusesOf(tell({ aov: ['on', 'off', 'off', 'on', 'unscored', 'on'] })).slice(2)).toEqual([
      'open',
      'open',
      'open',
      'closed',
    ]);
  });

  test('does not close in a month that is not scored', () => {
    const once = mustLoad({
      'shop.yaml': 'name: X\nsender: x@x.test\nlocales: [en]\nparameters: { close_rule: 1 }\n',
    });
    const plans = tell({ aov: ['off', 'off', 'unscored', 'on'] }, () => ({ definitions: once }));
    expect(statusesOf(plans)).toEqual(['none', 'open', 'open', 'closed']);
  });

  test('takes the months as they are known now, not as they were published', () => {
    const published = tell({ aov: ['off', 'off', 'on'] }).at(-1) ?? [];
    const line = lineOf('aov', ['off', 'off', 'off', 'on']);
    const [item] = planOf('2026-04', [line], { previous: published });
    expect(item).toMatchObject({ status: 'open' });
    expect(item?.history.map(({ off }) => off)).toEqual([true, true, false]);
  });

  test('whose KPI is there no more is cancelled and says no reason of its own', () => {
    const [, open] = tell({ aov: ['off', 'off'] });
    expect(planOf('2026-03', [], { previous: open ?? [] })).toMatchObject([
      { status: 'cancelled', reason: null, closedIn: '2026-03', value: null },
    ]);
  });
});

describe('what an item brings', () => {
  test('in the unit is the target less the value, in points what the line lacks', () => {
    const gainPoints = new Fraction(80).sub(40).mul(new Fraction(20, 90));
    const [item] = planOf('2026-02', [lineOf('aov', ['off', 'off'], { gainPoints })]);
    expect(item).toMatchObject({ gain: '0.1', gainPoints: '8.888888888889', target: '0.8' });
    expect(gainPoints.toFraction()).toBe('80/9');
  });
});

describe('a row of the plans', () => {
  const bad: Month[] = ['off', 'off', 'off'];

  test('says who does what until when; without one the playbook does', () => {
    const plans = [rowOf('P1', { owner: 'Ms Chen', dueOn: '2026-09-30', progress: 'Half done' })];
    expect(tell({ aov: bad }, (at) => ({ plans: at === 0 ? [] : plans })).at(-1)).toMatchObject([
      {
        action: { und: 'Do P1' },
        actionSource: 'plan',
        owner: { und: 'Ms Chen' },
        due: '2026-09-30',
        progress: 'Half done',
        plan: 'P1',
        byHand: false,
      },
    ]);
  });

  test('of another scope or KPI is not for it', () => {
    const plans = [rowOf('P1', { kpi: 'sales' }), rowOf('P2', { scope: { kind: 'channel', id: 'web' } })];
    expect(tell({ aov: bad }, () => ({ plans })).at(-1)).toMatchObject([{ plan: null, actionSource: null }]);
  });

  test('opens an item by hand, before figures do', () => {
    const [opened] = planOf('2026-01', [lineOf('aov', ['on'])], { plans: [rowOf('P1')] });
    expect(opened).toMatchObject({ byHand: true, gain: null, status: 'open' });
  });

  test('that is done, or was due before the month, opens none', () => {
    const plans = [rowOf('P1', { closedOn: '2026-02-10', progress: 'Enough' }), rowOf('P2', { dueOn: '2026-01-31' })];
    expect(planOf('2026-02', [lineOf('aov', ['on', 'on'])], { plans })).toEqual([]);
  });

  test('whose item has closed opens no other, another row does', () => {
    const months: Month[] = ['off', 'off', 'on', 'on', 'on', 'on'];
    const one = tell({ aov: months }, () => ({ plans: [rowOf('P1')] }));
    expect(statusesOf(one)).toEqual(['open', 'open', 'open', 'closed', 'none', 'none']);
    const two = tell({ aov: months }, (at) => ({ plans: at < 5 ? [rowOf('P1')] : [rowOf('P1'), rowOf('P2')] }));
    expect(two[5]).toMatchObject([{ plan: 'P2', byHand: true }]);
  });

  test('that is closed with a reason cancels the item, from the month of that day on', () => {
    const plans = [rowOf('P1', { closedOn: '2026-03-01', progress: 'We left this carrier.' })];
    const told = tell({ aov: ['off', 'off', 'off', 'off', 'off'] }, (at) => ({ plans: at === 0 ? [] : plans }));
    expect(statusesOf(told)).toEqual(['none', 'open', 'cancelled', 'none', 'open']);
    expect(told[2]).toMatchObject([{ reason: 'We left this carrier.', closedIn: '2026-03', realised: null }]);
  });

  test('that is closed without a reason leaves the item open', () => {
    const plans = [rowOf('P1', { closedOn: '2026-03-01' })];
    expect(statusesOf(tell({ aov: bad }, (at) => ({ plans: at === 0 ? [] : plans })))).toEqual([
      'none',
      'open',
      'open',
    ]);
  });

  test('that is open goes before one that is done, then the last id', () => {
    const plans = [
      rowOf('P1', { closedOn: '2026-03-01', progress: 'No' }),
      rowOf('P2'),
      rowOf('P3'),
      rowOf('P4', { closedOn: '2026-03-01', progress: 'No' }),
    ];
    expect(tell({ aov: bad }, () => ({ plans })).at(-1)).toMatchObject([{ plan: 'P3', status: 'open' }]);
  });
});

describe('a playbook', () => {
  const own = mustLoad({
    'playbooks/sales.yaml': [
      'aov:',
      '  owner: { en: Head of sales, zh-CN: 销售负责人 }',
      '  actions:',
      '    - text: { en: Look at all, zh-CN: 看全部 }',
      '    - { when: channel, text: { en: Look at the channel, zh-CN: 看渠道 } }',
    ].join('\n'),
  });
  const withCause = (dimension: string | null, month = '2026-02', previous = planOf('2026-01', [])) => {
    const cause = dimension === null ? null : { dimension, member: 'web', share: new Fraction('0.5') };
    return planOf(month, [lineOf('aov', ['off', 'off'], { cause })], { own, previous });
  };

  test('says what to do about the largest driver, else what to do in general', () => {
    expect(withCause('channel')).toMatchObject([{ action: { en: 'Look at the channel' }, actionSource: 'playbook' }]);
    expect(withCause('region')).toMatchObject([{ action: { en: 'Look at all' } }]);
    expect(withCause(null)).toMatchObject([{ action: { en: 'Look at all' }, owner: { en: 'Head of sales' } }]);
  });

  test('is kept to: a driver that changes later changes no action', () => {
    expect(withCause('region', '2026-03', withCause('channel'))).toMatchObject([
      { action: { en: 'Look at the channel' }, cause: { dimension: 'channel' } },
    ]);
  });
});

test.each([
  ['the KPI', ', owner: { en: K, zh-CN: K }', '', { en: 'K', 'zh-CN': 'K' }],
  ['the shop', '', 'parameters: { default_owner: { en: S, zh-CN: S } }', { en: 'S', 'zh-CN': 'S' }],
  ['nobody', '', '', null],
])('the owner of an item without plan and playbook is that of %s', (_, kpi, shop, owner) => {
  const own = mustLoad({
    'kpis/odd.yaml': `odd: { name: { en: X, zh-CN: X }, unit: count, better: up, value: sales.orders, family: sales${kpi} }\n`,
    'shop.yaml': `name: X\nsender: x@x.test\nlocales: [en]\n${shop}\n`,
  });
  expect(planOf('2026-02', [lineOf('odd', ['off', 'off'])], { own })[0]?.owner).toEqual(owner);
});

describe('more items than can be worked on', () => {
  test('are watched: those that bring the most points come first, then the smaller id', () => {
    const gains: Record<string, string> = { a: '1', b: '3', c: '2', d: '3' };
    const lines = Object.entries(gains).map(([kpi, points]) =>
      lineOf(kpi, ['off', 'off'], { gainPoints: new Fraction(points) }),
    );
    const items = planOf('2026-02', lines, { most: 3 });
    expect(items.map(({ kpi, watch }) => `${kpi} ${watch}`)).toEqual(['b false', 'd false', 'c false', 'a true']);
  });

  test('come before those that ended, which take nobody’s place', () => {
    const previous = tell({ a: ['off', 'off', 'on'] }).at(-1) ?? [];
    const lines = [lineOf('a', ['off', 'off', 'on', 'on']), lineOf('b', ['on', 'on', 'off', 'off'])];
    expect(planOf('2026-04', lines, { previous, most: 1 })).toMatchObject([
      { kpi: 'b', watch: false },
      { kpi: 'a', status: 'closed', watch: false },
    ]);
  });
});

describe('whatever happens', () => {
  const month = fc.constantFrom<Month>('off', 'on', 'unscored');
  const story = fc.record({
    months: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.array(month, { minLength: 14, maxLength: 14 }), {
      minKeys: 1,
    }),
    rows: fc.array(
      fc.record({
        kpi: fc.constantFrom('a', 'b', 'c', 'd'),
        from: fc.nat(13),
        closed: fc.option(fc.nat(13)),
        progress: fc.option(fc.constant('Enough')),
      }),
      { maxLength: 4 },
    ),
    most: fc.integer({ min: 1, max: 3 }),
  });
  type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;
  const told = ({ months, rows, most }: Story, order: (keys: string[]) => string[] = (keys) => keys) =>
    tell(Object.fromEntries(order(Object.keys(months)).map((kpi) => [kpi, months[kpi] ?? []])), (at) => ({
      most,
      plans: rows
        .filter(({ from }) => from <= at)
        .map(({ kpi, closed, progress }, id) =>
          rowOf(`P${id}`, { kpi, progress, closedOn: closed === null ? null : `${monthId(closed)}-15` }),
        ),
    }));

  test('no more are worked on than may be, and no id stands twice', () => {
    fc.assert(
      fc.property(story, (one) => {
        const plans = told(one);
        for (const items of plans) {
          expect(items.filter((item) => !isEnded(item) && !item.watch).length).toBeLessThanOrEqual(one.most);
          expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
          const live = items.filter((item) => !isEnded(item)).map(({ kpi }) => kpi);
          expect(new Set(live).size).toBe(live.length);
        }
        const begun = plans.flat().filter(({ months }) => months === 0);
        expect(new Set(begun.map(({ id }) => id)).size).toBe(begun.length);
      }),
    );
  });

  test('an item vanishes only after it was printed as closed or cancelled, and then for good', () => {
    fc.assert(
      fc.property(story, (one) => {
        told(one).forEach((items, at, plans) => {
          const next = plans[at + 1]?.map(({ id }) => id) ?? [];
          if (at + 1 === plans.length) return;
          for (const item of items) expect(next.includes(item.id)).toBe(!isEnded(item));
        });
      }),
    );
  });

  test('the order of lines, items and rows changes nothing', () => {
    fc.assert(
      fc.property(story, (one) => {
        const rows = one.rows.map((row, id) => rowOf(`P${id}`, { kpi: row.kpi, progress: row.progress }));
        const lines = Object.entries(one.months).map(([kpi, months]) => lineOf(kpi, months));
        const previous = told(one).at(-2) ?? [];
        const plan = (turn: <T>(list: T[]) => T[]) =>
          planOf(monthId(13), turn(lines), { previous: turn(previous), plans: turn(rows), most: one.most });
        expect(plan((list) => [...list].reverse())).toEqual(plan((list) => list));
      }),
    );
  });
});

test('an item is about the scope that it was asked for', () => {
  const scope = { kind: 'employee', id: 'E1' };
  const [item] = planOf('2026-02', [lineOf('aov', ['off', 'off'])], { scope, plans: [rowOf('P1', { scope: SHOP })] });
  expect(item).toMatchObject({ id: 'IMP-employee-E1-aov-2026-02', scope, plan: null });
});
