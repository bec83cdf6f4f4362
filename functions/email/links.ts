// Where a mail points. A link that is not there yet is left out with its words; one that could run code is refused.

export type Link = { href: string; label: string; lang: string };

export type Links = {
  /** This mail as a web page. */
  browser?: string;
  /** The charts behind this mail. */
  report?: string;
  /** The same mail in other languages, each labelled in its own. */
  languages?: readonly Link[];
  /** All that the reader may open. */
  files?: string;
  definitions?: string;
  manage?: string;
  unsubscribe?: string;
  /** The sender's postal address. */
  address?: string;
};

const SAFE = /^(https?:\/\/|mailto:)[^\s<>"']+$/;

export function checkLinks(links: Links): void {
  const { browser, report, files, definitions, manage, unsubscribe, languages = [] } = links;
  const all = [browser, report, files, definitions, manage, unsubscribe, ...languages.map(({ href }) => href)];
  for (const href of all) {
    if (href !== undefined && !SAFE.test(href)) throw new Error(`not a link for a mail: ${JSON.stringify(href)}`);
  }
}
