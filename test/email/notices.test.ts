// Notices to owners: how much they list, what they lead with, and which commands they give.
import { describe, expect, it } from 'vitest';
import type { Undelivered } from '../../functions/definitions/locale-notices.ts';
import { viewHeld } from '../../functions/email/notices/held-notice.ts';
import { viewUndelivered } from '../../functions/email/notices/undelivered-notice.ts';
import { LOCALES, readLocale } from '../support/email.ts';
import { buildHeld, buildUndelivered, renderHeld } from '../support/notices.ts';

const held = buildHeld();
const [first] = held.findings;
if (!first) throw new Error('the example has no finding');
const nobody: Record<Undelivered, string[]> = { failed: [], over_quota: [], suppressed: [], unknown: [] };

describe.each(LOCALES)('in %s', (name) => {
  const locale = readLocale(name);

  it.each([
    ['held', viewHeld(held, locale)],
    ['held by one finding', viewHeld({ ...held, findings: [first], problems: [] }, locale)],
    ['held by its readers', viewHeld({ ...held, findings: [] }, locale)],
    ['undelivered', viewUndelivered(buildUndelivered(), locale)],
    ['unknown', viewUndelivered({ ...buildUndelivered(), without: { ...nobody, unknown: ['ceo'] } }, locale)],
  ])('%s: headline and preheader keep their lengths, and each item says what, where and what to do', (_, view) => {
    expect([...view.header.headline].length).toBeLessThanOrEqual(locale.lengths.headline);
    expect([...view.preheader].length).toBeLessThanOrEqual(locale.lengths.preheader_most);
    expect(view.findings?.items.length).toBeGreaterThan(0);
    for (const { head, body, remedy, status } of view.findings?.items ?? []) {
      for (const part of [head, body, remedy, status.glyph, status.word]) expect(part).not.toBe('');
    }
    for (const { label } of view.next?.commands ?? []) expect(label).toMatch(/[:：]$/);
  });

  it('lists ten findings and says how many more there are', async () => {
    const many = { ...held, problems: [], findings: Array.from({ length: 23 }, () => first) };
    const { findings, subject } = viewHeld(many, locale);
    expect(findings?.items).toHaveLength(10);
    expect(findings?.more).toContain('13');
    expect(subject).toContain('23');
    const { text, html } = await renderHeld(many, name);
    for (const part of [text, html]) expect(part).toContain(findings?.more);
  });
});

it('counts one problem as one, and leads with the list of readers where nothing else is wrong', () => {
  const en = readLocale('en');
  const subjectOf = (change: Partial<typeof held>) => viewHeld({ ...held, ...change }, en).subject;
  expect(subjectOf({ findings: [first], problems: [] })).toBe(
    'Monthly scorecard, October 2026: held, 1 problem in its data — Northbay Commerce',
  );
  expect(subjectOf({})).toContain('held, 3 problems in its data');
  expect(subjectOf({ findings: [] })).toContain('held, its list of readers has mistakes');
});

it('offers no acceptance where not all of it may be accepted', () => {
  const { next } = viewHeld({ ...held, commands: { ...held.commands, accept: null } }, readLocale('en'));
  expect(next?.commands.map(({ command }) => command)).toEqual([held.commands.look, held.commands.again]);
});

it('gives the commands of those outcomes alone that there are', () => {
  const commandsOf = (without: Partial<typeof nobody>) =>
    viewUndelivered({ ...buildUndelivered(), without: { ...nobody, ...without } }, readLocale('en')).next?.commands.map(
      ({ command }) => / (runs|run|resend)\b.*?(--lift)?(?= --by|$)/.exec(command)?.slice(1).filter(Boolean).join(' '),
    );
  expect(commandsOf({ unknown: ['ceo'] })).toEqual(['runs', 'resend']);
  expect(commandsOf({ failed: ['ceo'] })).toEqual(['runs', 'run']);
  expect(commandsOf({ suppressed: ['ceo'] })).toEqual(['runs', 'resend --lift']);
});
