// What a line of recipients must hold, so that nobody is sent the whole where a part was meant.
import { describe, expect, it } from 'vitest';
import { editionName, editionOf } from '../../functions/delivery/reader-edition.ts';
import { readRecipients } from '../../functions/delivery/recipients.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const HEADER = 'recipient_id,email,name,locale,role,reports,slice,employee_id';

function read(...lines: string[]) {
  return readRecipients([{ file: 'recipients/people.csv', text: [HEADER, ...lines, ''].join('\n') }], definitions);
}

describe('a line of recipients', () => {
  it.each([
    ['no slice at all', 'monthly-executive,carrier,', '`carrier` is no slice.', /dimension=member/],
    ['an unknown dimension', 'monthly-executive,carier=SF,', 'No KPI is sliced by `carier`.', /Did you mean `carrier`/],
    [
      'a slice of a person',
      'monthly-executive,employee=E3,',
      'A slice of employee would be about one person.',
      /reviews/,
    ],
    [
      'a report of slices without one',
      'carrier-review,,',
      /carrier-review shows its readers one carrier each/,
      /carrier=<member>/,
    ],
    [
      'a report of slices with one of another dimension',
      'carrier-review,channel=web,',
      /which one is x's is not said/,
      /carrier=/,
    ],
    ['a review of nobody', 'employee-review,,', /who x is is not said/, /employee_id/],
    ['a team of nobody', 'manager-review,,', /whose manager x is is not said/, /role hr/],
  ])('with %s is refused with its place and the way out', (_, rest, message, remedy) => {
    const { recipients, problems } = read(
      'a,a@shop.test,A,en,executive,monthly-executive,,E1',
      `x,x@shop.test,X,en,manager,${rest}`,
    );
    expect(recipients.map(({ id }) => id)).toEqual(['a']);
    expect(problems).toMatchObject([{ code: 'INVALID_RECIPIENT', place: { file: 'recipients/people.csv', line: 3 } }]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.remedy).toMatch(remedy);
  });

  it('may give a member that holds what a list is separated by', () => {
    const { recipients } = read('x,x@shop.test,X,en,manager,monthly-executive,"carrier=A=B, Ltd",');
    expect(recipients[0]?.slice).toEqual({ dimension: 'carrier', member: 'A=B, Ltd' });
  });
});

describe('what a reader sees', () => {
  const editionsOf = (report: string, ...lines: string[]) => {
    const { recipients, problems } = read(...lines);
    expect(problems).toEqual([]);
    return recipients.map((reader) => editionOf(reader, definitions.reports[report] as never));
  };

  it('is the whole shop, or the slice that they have', () => {
    const sees = editionsOf(
      'monthly-executive',
      'a,a@shop.test,A,en,executive,monthly-executive,,E1',
      'b,b@shop.test,B,en,manager,monthly-executive,channel=web,',
    ).map((edition) => edition.sees);
    expect(sees).toEqual([{ whole: true }, { slice: { dimension: 'channel', member: 'web' } }]);
  });

  it('is their own review, their team, or for HR everybody', () => {
    expect(editionsOf('employee-review', 'a,a@shop.test,A,en,employee,employee-review,,E3')).toMatchObject([
      { sees: { person: 'E3' } },
    ]);
    const sees = editionsOf(
      'manager-review',
      'a,a@shop.test,A,en,manager,manager-review,,E3',
      'b,b@shop.test,B,en,hr,manager-review;employee-review,,E9',
    ).map((edition) => edition.sees);
    expect(sees).toEqual([{ team: 'E3' }, { everybody: true }]);
  });

  it('has one name for what is the same, and another for each language, slice and person', () => {
    const names = editionsOf(
      'monthly-executive',
      ...['', 'channel=web', 'channel=tmall', 'carrier=web'].flatMap((slice, at) =>
        ['en', 'zh-CN'].map((locale) => `r${at}${locale},a@shop.test,A,${locale},manager,monthly-executive,${slice},`),
      ),
    ).map(editionName);
    expect(new Set(names).size).toBe(8);
  });
});
