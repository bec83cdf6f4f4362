// The shapes of what is published, as JSON Schemas for those who read snapshots with their own tools. Keys that a later
// minor version adds are allowed, so that a reader that validates does not break by growth.
import { type JsonSchema, toJsonSchema } from '../definitions/schemas.ts';
import { peopleShape } from './people.ts';
import { peopleIndexShape } from './people-index-shape.ts';
import { personShape } from './person-shape.ts';
import { SCHEMA_VERSION, snapshotShape } from './shape.ts';

/** File name → schema. */
export function snapshotSchemas(): Record<string, JsonSchema> {
  return {
    'snapshot.schema.json': toJsonSchema('snapshot', `Snapshot ${SCHEMA_VERSION}`, snapshotShape),
    'people.schema.json': toJsonSchema('people', `Figures by person ${SCHEMA_VERSION}`, peopleShape),
    'person.schema.json': toJsonSchema('person', `Review of a person ${SCHEMA_VERSION}`, personShape),
    'reviews.schema.json': toJsonSchema('reviews', `Reviews of one revision ${SCHEMA_VERSION}`, peopleIndexShape),
  };
}
