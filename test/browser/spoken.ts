// A page as a screen reader is given it: the tree of roles and names that the browser hands on, in the order of reading.
import type { Page } from 'playwright-core';

export type Spoken = { role: string; name: string; level: number | null; parent: number | null };

type Node = {
  nodeId: string;
  parentId?: string;
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  properties?: { name: string; value: { value: unknown } }[];
};

/** `parent` is a place in the list: of what holds it, past what is not told. */
export async function spokenOf(page: Page): Promise<Spoken[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] };
  await session.detach();
  const told = inOrder(nodes).filter(({ ignored }) => !ignored);
  const places = new Map(told.map(({ nodeId }, at) => [nodeId, at]));
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const placeOf = (id: string | undefined): number | null =>
    id === undefined ? null : (places.get(id) ?? placeOf(known.get(id)?.parentId));
  return told.map(({ role, name, properties = [], parentId }) => ({
    role: role?.value ?? '',
    name: name?.value.trim() ?? '',
    level: (properties.find((one) => one.name === 'level')?.value.value as number | undefined) ?? null,
    parent: placeOf(parentId),
  }));
}

/** The browser lists them level by level. */
function inOrder(nodes: readonly Node[]): Node[] {
  const children = Map.groupBy(nodes, ({ parentId }) => parentId);
  const walk = (node: Node): Node[] => [node, ...(children.get(node.nodeId) ?? []).flatMap(walk)];
  return (children.get(undefined) ?? []).flatMap(walk);
}
