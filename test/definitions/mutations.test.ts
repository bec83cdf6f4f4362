import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load, shopFiles } from '../support/shop.ts';

const names = Object.keys(shopFiles()).filter((name) => name.endsWith('.yaml'));

type Mutation = (text: string, at: number) => string;

/** Word number `at` with other letters in its place. */
function atWord(replace: (word: string) => string): Mutation {
  return (text, at) => {
    const words = [...text.matchAll(/[\w$.]+/g)];
    const word = words[at % words.length];
    if (!word) return text;
    return text.slice(0, word.index) + replace(word[0]) + text.slice(word.index + word[0].length);
  };
}

function withoutLine(text: string, at: number): string {
  const lines = text.split('\n');
  return lines.toSpliced(at % lines.length, 1).join('\n');
}

function repeatedLine(text: string, at: number): string {
  const lines = text.split('\n');
  return lines.toSpliced(at % lines.length, 0, lines[at % lines.length] ?? '').join('\n');
}

const MUTATIONS: Record<string, Mutation> = {
  'a line is gone': withoutLine,
  'a line stands twice': repeatedLine,
  'a word is turned round': atWord((word) => [...word].reverse().join('')),
  'a word is gone': atWord(() => ''),
  'a word became marks of YAML': atWord(() => '*&{[!%@`'),
  'a word became a number': atWord(() => '-17.5e3'),
  'the rest is cut off': (text, at) => text.slice(0, at % text.length),
};

test.each(Object.entries(MUTATIONS))('wherever %s, there are definitions or problems in named files', (_, mutate) => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat({ max: 100_000 }), (name, at) => {
      const { definitions, problems } = load({ [name]: mutate(shopFiles()[name]?.text ?? '', at) });
      expect(definitions === null).toBe(problems.length > 0);
      for (const { place, remedy } of problems) {
        expect(names.some((known) => place?.file.endsWith(known))).toBe(true);
        expect(place?.line).toBeGreaterThan(0);
        expect(remedy).not.toBe('');
      }
    }),
    { numRuns: 6 },
  );
});
