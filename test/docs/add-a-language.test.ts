// The worked example of docs/add-a-language.md, taken out of that page: its blocks over a language whose letters are not
// Latin. Every mail is made in it, so a word that stands in a layout or in the program is found by its letters.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type ListedMail, listMails, type Newest } from '../../functions/cli/preview/list-mails.ts';
import { makeMail } from '../../functions/cli/preview/make-mail.ts';
import type { Shop } from '../../functions/cli/preview/watched-shop.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { Mail } from '../../functions/delivery/deliver.ts';
import { readRecipients } from '../../functions/delivery/recipients.ts';
import { formatProblem } from '../../functions/problem.ts';
import { kpisCsv } from '../../functions/snapshot/csv.ts';
import { literalsAmong, wordsOfHtml, wordsOfText, writtenByPeople } from '../support/literal-words.ts';
import { makeLanguage, nameEverything, otherLetters } from '../support/made-up-language.ts';
import { openPreviewWorld, type PreviewWorld } from '../support/preview-world.ts';
import { mustLoad, ROOT } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const page = readFileSync(path.join(ROOT, 'docs/add-a-language.md'), 'utf8');
const blocks = [...page.matchAll(/^```(?:yaml|csv)\n# my-shop\/(\S+)\n([\s\S]*?)^```$/gm)].map(
  ([, file = '', text = '']) => ({ file, text }),
);
const blocksOf = (file: string) => blocks.filter((block) => block.file === file).map(({ text }) => text);

let world: PreviewWorld;
let shop: Shop;
let definitions: Definitions;

beforeAll(async () => {
  world = await openPreviewWorld((document) => nameEverything(document, 'de'));
  const english = readFileSync(path.join(ROOT, 'templates/locales/en.yaml'), 'utf8');
  const whole = { ...makeLanguage(english, 'de'), ...namesOfEverything() };
  const german = blocksOf('locales/de.yaml').reduce<unknown>((words, block) => lay(words, parse(block)), whole);
  world.write('shop/locales/de.yaml', stringify(german));
  world.write(
    'shop/shop.yaml',
    world.read('shop/shop.yaml').replace(/^locales: .*\n/m, blocksOf('shop.yaml')[0] ?? ''),
  );
  world.write('shop/recipients/german.csv', blocksOf('recipients/german.csv')[0] ?? '');
  shop = await world.context.shop();
  if (shop.definitions === null) throw new Error(shop.problems.map(formatProblem).join('\n'));
  ({ definitions } = shop);
});

/** What of the page lies over the rest; it shows the first action of a playbook. */
function lay(below: unknown, above: unknown, at = ''): unknown {
  if (at === 'actions') return [...(above as string[]), ...(below as string[]).slice((above as string[]).length)];
  if (typeof below !== 'object' || below === null || Array.isArray(below)) return above;
  if (typeof above !== 'object' || above === null || Array.isArray(above)) return above;
  const [under, over] = [below as Record<string, unknown>, above as Record<string, unknown>];
  return {
    ...under,
    ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, lay(under[key], value, key)])),
  };
}

/** The page shows one of each; a shop that writes the language names all. */
function namesOfEverything() {
  const { kpis, scorecards, reports, playbooks, reconciliation } = mustLoad();
  const by = <T>(things: Record<string, T>, text: (thing: T) => string | undefined) =>
    Object.fromEntries(Object.entries(things).map(([id, one]) => [id, otherLetters(text(one) ?? '-')]));
  return {
    kpis: by(kpis, ({ name }) => name.en),
    names: {
      definitions: by(kpis, ({ definition }) => definition.en),
      owners: by(kpis, ({ owner }) => owner.en),
      scorecards: by(scorecards, ({ title }) => title.en),
      reports: by(reports, ({ title }) => title.en),
      playbooks: Object.fromEntries(
        Object.entries(playbooks).map(([id, { owner, actions }]) => [
          id,
          {
            ...(owner ? { owner: otherLetters(owner.en ?? '-') } : {}),
            actions: actions.map(({ text }) => otherLetters(text.en ?? '-')),
          },
        ]),
      ),
      reconciliation: Object.fromEntries(
        Object.entries(reconciliation).map(([id, { name, reasons }]) => [
          id,
          {
            name: otherLetters(name.en ?? '-'),
            reasons: Object.fromEntries(reasons.map((reason) => [reason.id, otherLetters(reason.name.en ?? '-')])),
          },
        ]),
      ),
    },
  };
}

async function allMails(): Promise<{ mail: ListedMail; newest: Newest }[]> {
  const { recipients, problems } = readRecipients(shop.recipientFiles, definitions);
  expect(problems).toEqual([]);
  const listed = await listMails(definitions, recipients, world.store, undefined);
  return listed.flatMap(({ newest, mails }) => (newest === null ? [] : mails.map((mail) => ({ mail, newest }))));
}

async function makeInGerman({ mail, newest }: { mail: ListedMail; newest: Newest }): Promise<Mail | null> {
  const made = await makeMail({ ...world.context, shop, definitions }, mail, newest, 'de');
  return made.is === 'mail' ? made.mail : null;
}

/** Without addresses, commands and the codes of problems, which are searched for. */
function wordsIn({ subject, html, text }: Mail): string[] {
  const read = [
    html.replaceAll(/<(p|span)\b[^>]*monospace[^>]*>[\s\S]*?<\/\1>/g, ' '),
    ...[subject, text].map((part) => part.replaceAll(/^npx .*$/gm, ' ')),
  ];
  const texts = read.map((part) => part.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, ' '));
  return [...wordsOfHtml(texts[0] as string), ...texts.slice(1).flatMap(wordsOfText)];
}

/** Words of the page, of other languages about themselves, and of data. */
function known(): string[] {
  return [
    ...blocks.map(({ text }) => text),
    ...shop.recipientFiles.map(({ text }) => text),
    ...Object.values(definitions.locales).map(({ access }) => access.language),
    world.read('shop/shop.yaml'),
    ...writtenByPeople(buildSnapshot()),
    'UTC',
  ];
}

describe('the example of docs/add-a-language.md', () => {
  it('is a language file, the line of a shop and a reader', () => {
    expect([...new Set(blocks.map(({ file }) => file))]).toEqual([
      'locales/de.yaml',
      'shop.yaml',
      'recipients/german.csv',
    ]);
    expect(definitions.shop.locales).toEqual(['en', 'zh-CN', 'de']);
    expect(definitions.kpis.sales?.name).toMatchObject({ en: 'Sales', de: 'Umsatz' });
    expect(definitions.scorecards.department?.title.de).toBe('Abteilung');
    expect(definitions.playbooks.on_time_delivery_rate?.actions[0]?.text.de).toContain('Mit dem Zusteller');
  });

  it('makes the mail of its reader, with months, sums and names as the page says', async () => {
    const mails = await allMails();
    const own = mails.find(({ mail }) => mail.kind === 'report' && mail.to.some(({ id }) => id === 'berlin'));
    const mail = own === undefined ? null : await makeInGerman(own);
    const text = (mail?.text ?? '').replaceAll('\u00a0', ' ');
    for (const words of ['Oktober 2026', 'Im Ziel', 'Verfehlt', 'Mio.', 'Okt. 2026']) expect(text).toContain(words);
    expect(mail?.html).toMatch(/<html[^>]* lang="de"/);
  });

  it('makes every mail of every report, and none has a word that is not in the file', async () => {
    const allowed = known();
    const mails = await allMails();
    const kinds = new Set<string>();
    for (const one of mails) {
      const mail = await makeInGerman(one);
      if (mail === null) continue;
      kinds.add(`${one.mail.report.view} ${one.mail.kind}`);
      expect(
        literalsAmong(wordsIn(mail), allowed),
        `${one.mail.report.id} ${one.mail.kind} ${one.mail.reader.id}`,
      ).toEqual([]);
    }
    for (const kind of ['report', 'revised', 'release', 'fresh-link', 'held', 'undelivered', 'late-held'])
      expect(kinds).toContain(`shop ${kind}`);
    expect(kinds).toContain('person report');
    expect(kinds).toContain('team report');
  });

  it('finds such a word', async () => {
    const mails = await allMails();
    const [first] = mails;
    const mail = first === undefined ? null : await makeInGerman(first);
    const spoilt = { subject: '', text: '', html: (mail?.html ?? '').replace(/<\/body>/, '<p>Literal</p></body>') };
    expect(literalsAmong(wordsIn(spoilt), known())).toEqual(['literal']);
  });

  it('has a column of its own in kpis.csv', () => {
    const locales = definitions.shop.locales.flatMap((locale) => definitions.locales[locale] ?? []);
    const lines: Record<string, string>[] = parseCsv(kpisCsv(buildSnapshot(), locales), { bom: true, columns: true });
    expect(lines.find(({ kpi }) => kpi === 'sales')?.name_de).toBe('Umsatz');
  });
});
