// `npm run schema`: writes the JSON Schemas of definition files and snapshots. A test holds the files to the shapes.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { definitionSchemas } from '../definitions/schemas.ts';
import { snapshotSchemas } from '../snapshot/schemas.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

for (const [folder, schemas] of Object.entries({
  'templates/schema': definitionSchemas(),
  'docs/schema': snapshotSchemas(),
})) {
  mkdirSync(path.join(ROOT, folder), { recursive: true });
  for (const [name, schema] of Object.entries(schemas)) {
    writeFileSync(path.join(ROOT, folder, name), `${JSON.stringify(schema, null, 2)}\n`);
  }
}
