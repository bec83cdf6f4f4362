// The mails of a run: its readers listed in parts that an execution can deliver, and what they see rendered once for all
// who see the same. Only keys travel in workflow state: who reads what lies in the store, and addresses nowhere.
import { RECIPIENTS_PER_PART, type Reader } from '../delivery/deliver-batch.ts';
import { editionName, editionOf, type ReaderEdition } from '../delivery/reader-edition.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { Problem } from '../problem.ts';
import type { RunFrame } from './frame.ts';
import { readStored } from './frame.ts';
import { editionsKey, hashOf, mailKey, readersKey } from './keys.ts';
import type { Published } from './request.ts';
import type { Revisions } from './revisions.ts';
import { VIEWS } from './views.ts';

/** What is wrong with many lines is told of some; the answer of a step is one that can be remembered. */
const PROBLEMS_TOLD = 100;

type Listed = { id: string; edition: ReaderEdition };

/** Stores who reads the report, at most 500 an object. Problems where somebody cannot be shown what is theirs. */
export async function listReaders(
  frame: RunFrame,
  published: Published[],
  revisions: Revisions,
): Promise<{ parts: string[]; problems: Problem[] }> {
  const { ports, request, context, folder } = frame;
  const { report } = request;
  const { recipients, problems } = readRecipients(await ports.recipientFiles(), context.definitions);
  const readers = recipients.filter(({ reports }) => reports.includes(report.id));
  const editions = await VIEWS[report.view].open(frame, published, revisions);
  const wrong = [...problems, ...readers.flatMap((reader) => editions.wrong(reader) ?? [])];
  if (wrong.length > 0) return { parts: [], problems: wrong.slice(0, PROBLEMS_TOLD) };
  const listed = readers.map((reader): Listed => ({ id: reader.id, edition: editionOf(reader, report) }));
  const parts: string[] = [];
  for (let from = 0; from < listed.length; from += RECIPIENTS_PER_PART) {
    const body = JSON.stringify(listed.slice(from, from + RECIPIENTS_PER_PART));
    const key = editionsKey(folder, `${parts.length + 1}-${hashOf(body)}`);
    await ports.store.putOnce(key, body);
    parts.push(key);
  }
  return { parts, problems: [] };
}

/** Renders what the readers of a part see; answers the key of the list of readers with their mails. */
export async function renderPart(
  frame: RunFrame,
  published: Published[],
  revisions: Revisions,
  part: string,
  index: number,
): Promise<string> {
  const { ports, request } = frame;
  const listed = await readStored<Listed[]>(ports.store, part);
  const wanted = [...new Map(listed.map(({ edition }) => [editionName(edition), edition]))];
  const editions = await VIEWS[request.report.view].open(
    frame,
    published,
    revisions,
    wanted.map(([, edition]) => edition),
  );
  const mails = new Map<string, string>();
  for (const [name, edition] of wanted) {
    const mail = await editions.render(edition);
    if (mail === null) continue;
    const body = JSON.stringify(mail);
    const key = mailKey(VIEWS[request.report.view].mailFolder(frame), `${edition.locale}-${hashOf(body)}`);
    await ports.store.putOnce(key, body);
    mails.set(name, key);
  }
  const readers = listed.flatMap(({ id, edition }): Reader[] => {
    const name = editionName(edition);
    const mail = mails.get(name);
    return mail === undefined ? [] : [{ id, edition: name, mail }];
  });
  const body = JSON.stringify(readers);
  const key = readersKey(frame.folder, `${index + 1}-${hashOf(body)}`);
  await ports.store.putOnce(key, body);
  return key;
}
