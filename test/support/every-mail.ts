// Every kind of mail there is, in one language: what readers, owners, employees, managers and carriers get.
import { readFileSync } from 'node:fs';
import { SECTIONS } from '../../functions/definitions/sections.ts';
import { compileEmail } from '../../functions/email/compile.ts';
import { type Email, renderEmail } from '../../functions/email/render.ts';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import { materialOf } from '../../functions/snapshot/material.ts';
import { rankMoves } from '../../functions/snapshot/moves.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { sliceSnapshot } from '../../functions/snapshot/slice.ts';
import { wholeDepartment } from './department.ts';
import { compileLocale, LINKS, type LocaleName, readLocale, readTemplates } from './email.ts';
import { buildHeld, buildUndelivered, renderHeld, renderLate, renderUndelivered } from './notices.ts';
import { buildTeam, renderReview, renderTeam } from './people-mail.ts';
import { buildPerson } from './person.ts';
import { buildSnapshot, findKpi } from './snapshot.ts';

const made = new Map<LocaleName, Promise<Record<string, Email>>>();

/** By kind, made once a language; the mail of the whole department is the longest of ordinary ones. */
export function everyMail(name: LocaleName): Promise<Record<string, Email>> {
  const known = made.get(name) ?? makeEvery(name);
  made.set(name, known);
  return known;
}

async function makeEvery(name: LocaleName): Promise<Record<string, Email>> {
  const department = buildSnapshot(wholeDepartment);
  const shop = (snapshot: Snapshot, more: Partial<Parameters<typeof renderEmail>[0]> = {}) => ({
    snapshot,
    locale: readLocale(name),
    sections: SECTIONS,
    links: LINKS,
    ...more,
  });
  const template = await compileLocale(name);
  const [before, after] = revisions();
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
    'to-release': renderEmail({ template, ...shop(buildSnapshot(), { preview: askOf(buildSnapshot()) }) }),
    carrier: renderEmail({
      template: await compileLayout('carrier-review', name),
      ...shop(carrierOf(buildSnapshot())),
    }),
    employee: await renderReview(buildPerson(), name),
    manager: await renderTeam(buildTeam(12), name),
    held: await renderHeld(buildHeld(), name),
    undelivered: await renderUndelivered(buildUndelivered(), name),
    late: await renderLate('held', name),
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
  const carriers = snapshot.kpis.flatMap(({ members }) => members.carrier ?? []);
  const member = carriers.find((one) => one.member !== null)?.member ?? '';
  const how = { past: () => undefined, scoreAtTarget: '80', withComments: false };
  return sliceSnapshot(snapshot, { dimension: 'carrier', member }, how);
}
