// The words of reviews of people: each person's own mail, and that of a team for its manager and for HR.
import * as z from 'zod';
import { counted, text, texts, words } from './locale-words.ts';

const person = z.strictObject({
  subject: words('final', 'preliminary'),
  preheader: text,
  headline: words('banded', 'scored', 'unscored'),
  private: text,
  score: words('title', 'unscored', 'part', 'previous', 'card'),
  peers: words('known', 'mean', 'few'),
  well: words('title', 'none', 'item'),
  unjudged: text,
  improve: words('title', 'note', 'none', 'item'),
  card: words('title', 'note', 'score', 'weight', 'points', 'total'),
  how: words(
    'title',
    'note',
    'window',
    'counted',
    'counted_sums',
    'sample',
    'adjusted',
    'shrunk',
    'shrunk_whole',
    'scored',
    'prorated',
    'interval',
    'formula',
    'peers',
    'unscored',
  ),
  said: words('title', 'item', 'you'),
  objection: words('title', 'how', 'action', 'manager'),
  why: text,
});

const plan = z.strictObject({
  title: text,
  note: text,
  head: text,
  states: words('open', 'overdue', 'closed', 'cancelled'),
  course: text,
  gain: text,
  realised: text,
  owner: text,
  progress: text,
  reason: text,
  comment: text,
  training: text,
  escalated: text,
  watch: text,
});

const team = z.strictObject({
  subject: words('final', 'preliminary'),
  preheader: text,
  headline: text,
  private: text,
  waiting: words('title', 'contested', 'overdue', 'none'),
  table: words('title', 'note', 'person', 'score', 'change', 'open', 'off', 'nothing', 'contested'),
  items: counted,
  people: counted,
  folded: counted,
  of_manager: text,
  no_manager: text,
  plans: words('title', 'item', 'due'),
  confirm: words('title', 'how', 'action'),
  shortened: text,
  more: text,
  why: text,
});

export const people = z
  .strictObject({
    roles: texts.describe('By role; a role that is missing is written as it is.'),
    bands: words('above', 'in_line', 'below', 'none'),
    reasons: words('coverage', 'active_share', 'probation'),
    verdicts: words('met', 'not_met', 'uncertain'),
    responses: words('feedback', 'acknowledged', 'objection', 'outcome'),
    phases: words('preliminary', 'final'),
    contested: text,
    window: text,
    person,
    plan,
    team,
    doubts: words(
      'maturing',
      'provisional',
      'blocked',
      'excluded',
      'accepted',
      'released',
      'list',
      'accepted_list',
      'check_of',
    ).describe('What is doubtful of the figures.'),
    plain: words('point', 'value', 'row', 'row_apart', 'row_unscored', 'member').describe(
      'Lines of the text/plain part.',
    ),
  })
  .describe('Reviews of people.');
