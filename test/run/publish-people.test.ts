// Reviews of people over the example tables: one card a person, the same for every report that shows them, frozen while an
// objection is open.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderStore } from '../../functions/local/folder.ts';
import { type PeopleIndex, peopleIndexShape } from '../../functions/snapshot/people-index-shape.ts';
import { type Person, personShape } from '../../functions/snapshot/person-shape.ts';
import { type Lake, lakeForEachTest } from '../support/lake.ts';
import { buildPerson, reviewsOf, type Sample } from '../support/person.ts';
import { type LakeOptions, runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const HEADER = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
const EMPLOYEE = 'employee-review-preliminary;employee-review';
const MANAGER = 'manager-review-preliminary;manager-review';
const RECIPIENTS = [
  HEADER,
  `e3,e3@shop.test,Ann,en,employee,${EMPLOYEE},,E3`,
  `e4,e4@shop.test,薄,zh-CN,employee,${EMPLOYEE},,E4`,
  `lead,lead@shop.test,Mei Lin,en,manager,${MANAGER},,E1`,
  `hr,hr@shop.test,HR,en,hr,${MANAGER},,`,
  '',
].join('\n');
const FOLDER = 'people/employee-review/2026-06';

let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

const read = <T>(key: string) => JSON.parse(readFileSync(path.join(out, key), 'utf8')) as T;
const text = (run: string, recipient: string) => readFileSync(path.join(out, `outbox/${run}/${recipient}.txt`), 'utf8');

/** E3 and E4 of E1's team and E5 of nobody's, with one more parcel an hour each time that figures move on. */
function people(rate = '13.2', change: (sample: Sample) => void = () => undefined) {
  return (period: string, phase: Person['phase']) =>
    ['E3', 'E4', 'E5'].map((id) =>
      buildPerson((sample) => {
        Object.assign(sample, { id, period, phase, manager: id === 'E5' ? 'E2' : 'E1' });
        const [line] = sample.lines;
        if (line) line.value = rate;
        change(sample);
      }),
    );
}

const objection: Person['responses'] = [
  { period: '2026-06', kind: 'objection', text: 'Not my parcels.', person: 'E3', writtenAt: '2026-07-06T02:00:00Z' },
];

const run = (report: string, options: LakeOptions = {}) =>
  runLake(lake.folder, out, definitions, {
    report,
    recipients: RECIPIENTS,
    openReviews: reviewsOf(people()),
    ...options,
  });

describe('a run of reviews', () => {
  test('writes a card a person, an index, and the manifest last; each reader gets their own', async () => {
    const { result } = await run('employee-review');
    expect(result).toMatchObject({
      outcome: 'done',
      published: [{ period: '2026-06', revision: 1, key: `${FOLDER}/r1`, outcome: 'created' }],
      deliveries: [
        { recipient: 'e3', outcome: 'sent' },
        { recipient: 'e4', outcome: 'sent' },
      ],
    });
    expect(personShape.parse(read(`${FOLDER}/r1/cards/E3.json`)).person.id).toBe('E3');
    const index = peopleIndexShape.parse(read(`${FOLDER}/r1/people.json`));
    expect(index.people.map(({ id, manager }) => [id, manager])).toEqual([
      ['E3', 'E1'],
      ['E4', 'E1'],
      ['E5', 'E2'],
    ]);
    const { files } = read<{ files: { key: string }[] }>(`${FOLDER}/r1/manifest.json`);
    expect(files.map(({ key }) => key.split('/').at(-1))).toEqual(['E3.json', 'E4.json', 'E5.json', 'people.json']);
    expect(text('employee-review-2026-06', 'e3')).toContain('Tell Mei Lin or HR within 5 working days');
    expect(text('employee-review-2026-06', 'e4')).toContain('您的得分');
  });

  test('keeps mails of people under people/, apart from the cards and from what every run keeps', async () => {
    const { result } = await run('employee-review');
    const [list = ''] = result.outcome === 'done' ? result.readers : [];
    for (const { mail } of read<{ mail: string }[]>(list))
      expect(mail).toMatch(/^people\/_mail\/employee-review-2026-06\//);
    expect((await folderStore(out).list('runs/')).filter((key) => key.includes('/mail/'))).toEqual([]);
  });

  test('finds what the report of the same hour has made, whatever the lake got since', async () => {
    await run('employee-review');
    const { result } = await run('manager-review', { openReviews: reviewsOf(people('15.0')) });
    expect(result).toMatchObject({ outcome: 'done', published: [{ revision: 1, outcome: 'unchanged' }] });
    const mail = text('manager-review-2026-06', 'lead');
    expect(mail).toContain('Ann (E3');
    expect(mail).not.toContain('E5');
    expect(text('manager-review-2026-06', 'hr')).toContain('E5');
  });

  test('makes the reviews where the manager’s report is first', async () => {
    expect((await run('manager-review')).result).toMatchObject({ published: [{ outcome: 'created' }] });
    expect((await run('employee-review')).result).toMatchObject({ published: [{ outcome: 'unchanged' }] });
  });

  test('makes a preliminary revision before the final one, in one series', async () => {
    const early = await run('employee-review-preliminary');
    expect(early.result).toMatchObject({ published: [{ key: `${FOLDER}/r1`, outcome: 'created' }] });
    expect(read<Person>(`${FOLDER}/r1/cards/E3.json`).phase).toBe('preliminary');
    expect(text('employee-review-preliminary-2026-06', 'e3')).toContain('Preliminary');
    const final = await run('employee-review', { openReviews: reviewsOf(people('14.0')) });
    expect(final.result).toMatchObject({ published: [{ key: `${FOLDER}/r2`, outcome: 'created' }] });
    expect(read<Person>(`${FOLDER}/r2/cards/E3.json`)).toMatchObject({ phase: 'final', revision: 2 });
  });

  test('that says nothing new makes no revision, also as a backfill', async () => {
    await run('employee-review');
    const again = await run('employee-review', { kind: 'backfill', from: '2026-06', period: '2026-06' });
    expect(again.result).toMatchObject({ outcome: 'done', published: [{ revision: 1, outcome: 'unchanged' }] });
    const moved = await run('employee-review', {
      kind: 'backfill',
      from: '2026-05',
      period: '2026-06',
      openReviews: reviewsOf(people('14.0')),
    });
    expect(moved.result).toMatchObject({
      published: [
        { period: '2026-05', revision: 1 },
        { period: '2026-06', revision: 2 },
      ],
    });
  });
});

describe('an open objection', () => {
  test('keeps the figures of that person as they were; only what was said changes', async () => {
    await run('employee-review-preliminary');
    const answered = { E3: objection };
    await run('employee-review', { openReviews: reviewsOf(people('14.0'), answered) });
    const [frozen, other] = ['E3', 'E4'].map((id) => read<Person>(`${FOLDER}/r2/cards/${id}.json`));
    const before = read<Person>(`${FOLDER}/r1/cards/E3.json`);
    expect(frozen).toEqual({ ...before, revision: 2, contested: true, responses: objection });
    expect(other?.cards[0]?.lines[0]?.value).toBe('14.0');
    expect(read<PeopleIndex>(`${FOLDER}/r2/people.json`).people.map(({ contested }) => contested)).toEqual([
      true,
      false,
      false,
    ]);
    expect(text('employee-review-2026-06', 'e3')).toContain('An objection is open');
  });

  test('that is decided lets the figures move on', async () => {
    await run('employee-review-preliminary');
    const decided: Person['responses'] = [
      ...objection,
      { period: '2026-06', kind: 'outcome', text: 'Moved.', person: 'E1', writtenAt: '2026-07-08T02:00:00Z' },
    ];
    await run('employee-review', { openReviews: reviewsOf(people('14.0'), { E3: decided }) });
    const person = read<Person>(`${FOLDER}/r2/cards/E3.json`);
    expect(person).toMatchObject({ contested: false, responses: decided, phase: 'final' });
    expect(person.cards[0]?.lines[0]?.value).toBe('14.0');
  });
});

describe('a reader of whom nothing can be shown', () => {
  test.each([
    [
      'e9,e9@shop.test,X,en,employee,employee-review,,E9',
      'employee-review',
      /e9 is E9, of whom there is no review of 2026-06/,
    ],
    [
      'm,m@shop.test,X,en,manager,manager-review,,E5',
      'manager-review',
      /m is E5, who is the manager of nobody in 2026-06/,
    ],
  ])('holds the run with the place of the line: %s', async (line, report, message) => {
    const { result, mails } = await run(report, { recipients: [HEADER, line, ''].join('\n') });
    expect(result).toMatchObject({
      outcome: 'held',
      problems: [{ code: 'INVALID_RECIPIENT', place: { line: 2 }, message: expect.stringMatching(message) as string }],
    });
    expect(await mails()).toEqual([]);
  });
});
