// Readers who want no more mails of a report: their own word, kept as a history of which the newest entry counts.
import type { Store } from '../ports.ts';
import { unsubscribedFolder } from '../run/keys.ts';
import { readJson } from '../stored-json.ts';

export type Wish = {
  unsubscribed: boolean;
  /** ISO 8601, Z. */
  at: string;
  /** `one-click` is a mail program's button, `page` the reader's own. */
  by: 'one-click' | 'page';
};

export async function isUnsubscribed(store: Store, recipient: string, report: string): Promise<boolean> {
  return (await newestWish(store, recipient, report))?.wish.unsubscribed ?? false;
}

/** Answers whether it changed anything. */
export async function recordWish(store: Store, recipient: string, report: string, wish: Wish): Promise<boolean> {
  for (;;) {
    const newest = await newestWish(store, recipient, report);
    if ((newest?.wish.unsubscribed ?? false) === wish.unsubscribed) return false;
    const key = `${unsubscribedFolder(recipient, report)}/${(newest?.number ?? 0) + 1}.json`;
    if ((await store.putOnce(key, `${JSON.stringify(wish)}\n`)) !== 'different') return true;
  }
}

async function newestWish(
  store: Store,
  recipient: string,
  report: string,
): Promise<{ number: number; wish: Wish } | null> {
  const folder = unsubscribedFolder(recipient, report);
  const numbers = (await store.list(`${folder}/`)).map((key) => Number(/\/(\d+)\.json$/.exec(key)?.[1] ?? 0));
  const number = Math.max(0, ...numbers);
  const wish = number === 0 ? null : await readJson<Wish>(store, `${folder}/${number}.json`);
  return wish === null ? null : { number, wish };
}
