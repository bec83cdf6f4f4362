// Every kind of mail there is, in one language: what readers, owners, employees, managers and carriers get.
import { readFileSync } from 'node:fs';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import type { Links } from '../../functions/email/links.ts';
import { type Email, renderEmail } from '../../functions/email/render.ts';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import { materialOf } from '../../functions/snapshot/material.ts';
import { rankMoves } from '../../functions/snapshot/moves.ts';
import { type Person, personShape } from '../../functions/snapshot/person-shape.ts';
import { type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { sliceSnapshot } from '../../functions/snapshot/slice.ts';
import { withCarrierCard } from './carrier-card.ts';
import { wholeDepartment } from './department.ts';
import { compileLocale, LINKS, type LocaleName, readLocale, readTemplates } from './email.ts';
import { writeEverywhere } from './hostile.ts';
import { buildHeld, buildUndelivered, renderHeld, renderLate, renderUndelivered } from './notices.ts';
import { buildTeam, renderReview, renderTeam } from './people-mail.ts';
import { buildPerson } from './person.ts';
import { buildSnapshot, findKpi, type Month } from './snapshot.ts';

const made = new Map<LocaleName, Promise<Record<string, Email>>>();

/** By kind, made once a language; the mail of the whole department is the longest of ordinary ones. */
export function everyMail(name: LocaleName): Promise<Record<string, Email>> {
  const known = made.get(name) ?? makeEvery(name);
  made.set(name, known);
  return known;
}

/** `write`: what stands for each text that comes from data. */
export async function makeEvery(
  name: LocaleName,
  write: (text: string) => string = (text) => text,
  change: (month: Month) => void = wholeDepartment,
): Promise<Record<string, Email>> {
  const written = (snapshot: Snapshot) => writeEverywhere(snapshot, snapshotShape, write);
  const person = (one: Person) => writeEverywhere(one, personShape, write);
  const department = written(buildSnapshot(change));
  const month = written(buildSnapshot());
  const shop = (snapshot: Snapshot, more: Partial<Parameters<typeof renderEmail>[0]> = {}) => ({
    snapshot,
    locale: readLocale(name),
    sections: SECTIONS,
    links: linksBy(write),
    ...more,
  });
  const template = await compileLocale(name);
  const [before, after] = revisions().map(written) as [Snapshot, Snapshot];
  const diff = diffSnapshots(before, after);
  const material = materialOf(diff, after);
  if (material === null) throw new Error('the revision says nothing');
  return {
    executive: renderEmail({ template, ...shop(department) }),
    brief: renderEmail({
      template: await compileLayout('executive-brief', name),
      ...shop(department, { brief: true }),
    }),
    revised: renderEmail({ template, ...shop(after, { revised: { before, diff, material } }) }),
    'to-release': renderEmail({ template, ...shop(month, { preview: askOf(month) }) }),
    carrier: renderEmail({
      template: await compileLayout('carrier-review', name),
      ...shop(carrierOf(month)),
    }),
    employee: await renderReview(
      person(buildPerson()),
      name,
      write('Mei Lin'),
      reviewTexts(['Your review', '个人绩效回顾'], write),
    ),
    manager: await renderTeam(buildTeam(12).map(person), name, {
      names: new Map([[write('E003'), write('Mei Lin')]]),
      ...reviewTexts(['Team review', '团队绩效回顾'], write),
    }),
    held: await renderHeld(buildHeld(write), name),
    undelivered: await renderUndelivered(buildUndelivered(write), name),
    late: await renderLate('held', name, write),
  };
}

export const MAIL_KINDS = [
  'executive',
  'brief',
  'revised',
  'to-release',
  'carrier',
  'employee',
  'manager',
  'held',
  'undelivered',
  'late',
] as const;

async function compileLayout(layout: string, name: LocaleName): Promise<string> {
  const path = `templates/email/${layout}.mjml`;
  const compiled = await compileEmail(
    { ...readTemplates(), [path]: readFileSync(path, 'utf8') },
    path,
    readLocale(name),
  );
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 2));
  return compiled.html;
}

function linksBy(write: (text: string) => string): Links {
  return { ...LINKS, address: write(LINKS.address ?? '') };
}

function reviewTexts([en = '', zh = '']: string[], write: (text: string) => string) {
  const links: Links = { address: write('Northbay Commerce, 200 Harbor Street, Oakland, CA 94607') };
  return { title: { en: write(en), 'zh-CN': write(zh) }, links };
}

/** Two revisions of a month: returns came late, and with them half a point. */
function revisions(): [Snapshot, Snapshot] {
  const before = buildSnapshot();
  const after = buildSnapshot((month) => {
    Object.assign(month, { revision: 2, origin: 'restatement', asOf: '2026-12-01T00:00:00Z' });
    findKpi(month, 'return_rate').sums = ['1846', '23510'];
  });
  return [before, after];
}

function askOf(snapshot: Snapshot) {
  return {
    run: 'monthly-executive-2026-10',
    goesOutAt: '2026-11-02T03:00:00Z',
    waiting: 12,
    byItself: true,
    decideBy: { release: ' --stage prod', hold: ' --stage prod', resend: ' --stage prod' },
    moves: rankMoves(snapshot.kpis),
  };
}

function carrierOf(snapshot: Snapshot): Snapshot {
  const how = { past: () => undefined, scoreAtTarget: '80', withComments: false };
  // The second is the slowest of the month.
  const carriers = snapshot.kpis.find(({ id }) => id === 'on_time_delivery_rate')?.members.carrier ?? [];
  const member = carriers[1]?.member ?? '';
  return sliceSnapshot(withCarrierCard(snapshot, member), { dimension: 'carrier', member }, how);
}
