// What mail clients make of the mails, by the data of caniemail.com: everything that a client of the readers does not
// support is listed here with why nobody loses anything by it. What is new stands out, and so does what has gone.
import { caniemail } from 'caniemail';
import { describe, expect, it } from 'vitest';
import { everyMail, MAIL_KINDS } from '../support/every-mail.ts';

const CLIENTS = [
  'outlook.windows',
  'outlook.outlook-com',
  'outlook.macos',
  'outlook.ios',
  'outlook.android',
  'gmail.android',
  'gmail.desktop-webmail',
  'gmail.ios',
  'apple-mail.ios',
  'apple-mail.macos',
  'samsung-email.android',
] as const;

/** By feature: why the mail is whole without it. */
const LOST_WITHOUT_HARM: Record<string, string> = {
  '@media': 'Outlook for Windows is wide and light: the layout without it is that of the desktop.',
  'Chaining selectors': 'Only inside media queries, for phones and the dark.',
  'color-scheme meta tag': 'Without it a client shows the light colours, or turns them by itself.',
  '<body> element': 'Its colour is on the table around everything too.',
  'max-height property': 'Of the preheader, which is hidden by other means too.',
  'overflow-wrap': 'Words that are too long for a line are broken by word-break, or make the column wider.',
  'white-space': 'Numbers have no-break spaces.',
  opacity: 'Of the preheader, which is hidden by other means too.',
  outline: 'Written by MJML into its reset.',
  overflow: 'Of the preheader, and of rows on phones.',
  'word-spacing': 'Written by MJML.',
};

describe('the readers’ mail clients', () => {
  it.each(MAIL_KINDS)('support what the mail %s needs', async (kind) => {
    const html = (await everyMail('en'))[kind]?.html ?? '';
    const { issues } = caniemail({ clients: [...CLIENTS], html });
    const lost = [...issues.errors.values()].flatMap((list) => list.map(({ title }) => title));
    expect(lost.length).toBeGreaterThan(0);
    expect([...new Set(lost)].filter((title) => !(title in LOST_WITHOUT_HARM))).toEqual([]);
  });

  it('lack all that is listed', async () => {
    const mails = Object.values(await everyMail('en'));
    const lost = new Set(
      mails.flatMap(({ html }) =>
        [...caniemail({ clients: [...CLIENTS], html }).issues.errors.values()].flatMap((list) =>
          list.map(({ title }) => title),
        ),
      ),
    );
    expect(Object.keys(LOST_WITHOUT_HARM).filter((title) => !lost.has(title))).toEqual([]);
  });
});
