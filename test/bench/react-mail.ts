// A finished mail as React elements, which are made anew for each mail as components would make them. The parsing is done
// once before: what is measured is making the elements and rendering them.
import { render, toPlainText } from '@react-email/render';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse } from 'parse5';
import { createElement, type ReactNode } from 'react';

type Spec = string | { tag: string; props: Record<string, unknown>; children: Spec[] };

/** Answers HTML and text of the mail; conditional comments for Outlook have no counterpart in React and are left out. */
export function reactMail(html: string): { html(): Promise<string>; both(): Promise<{ html: string; text: string }> } {
  const root = parse(html).childNodes.find((node) => node.nodeName === 'html');
  if (root === undefined) throw new Error('the mail has no html element');
  const spec = specOf(root);
  if (spec === null) throw new Error('the mail is empty');
  const rendered = () => render(elementOf(spec));
  return {
    html: rendered,
    both: async () => {
      const text = await rendered();
      return { html: text, text: toPlainText(text) };
    },
  };
}

function specOf(node: DefaultTreeAdapterTypes.ChildNode): Spec | null {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (!('tagName' in node)) return null;
  const attributes = node.attrs.map(({ name, value }) => [name, name === 'style' ? declarations(value) : value]);
  const children = node.childNodes.map(specOf).filter((child) => child !== null);
  return { tag: node.tagName, props: Object.fromEntries(attributes), children };
}

function declarations(style: string): Record<string, string> {
  const pairs = style.split(';').filter((text) => text.includes(':'));
  return Object.fromEntries(
    pairs.map((text) => {
      const at = text.indexOf(':');
      const name = text.slice(0, at).trim();
      return [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), text.slice(at + 1).trim()];
    }),
  );
}

function elementOf(spec: Spec): ReactNode {
  if (typeof spec === 'string') return spec;
  return createElement(spec.tag, spec.props, ...spec.children.map(elementOf));
}
