// people.json of a revision of reviews: whose reviews there are, who manages whom, and the hash of each card. It says of
// nobody how they are doing.
import * as z from 'zod';
import { personShape } from './person-shape.ts';
import { hash } from './quantity-shape.ts';
import { DOCUMENT_HEAD, snapshotShape } from './shape.ts';

export const peopleIndexShape = personShape
  .pick({ ...DOCUMENT_HEAD, phase: true })
  .extend({
    people: z.array(
      personShape.shape.person.pick({ id: true, role: true, department: true, manager: true }).extend({
        contested: z.boolean(),
        sha256: hash.describe("Of the card's file."),
        says: hash.describe('Of all that the card says: equal where only time and revision differ.'),
      }),
    ),
    sources: snapshotShape.shape.sources,
    checks: snapshotShape.shape.checks,
    statements: snapshotShape.shape.statements,
  })
  .describe('The reviews of one revision.');

export type PeopleIndex = z.infer<typeof peopleIndexShape>;
