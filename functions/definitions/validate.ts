// Holds a YAML value against its shape: every deviation becomes a problem with place, what is wrong and what is allowed.
import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import { suggestName } from './nearest.ts';
import type { YamlFile } from './yaml-file.ts';

/** The parsed value, or null with the problems added to the list. */
export function validateYaml<S extends z.ZodType>(source: YamlFile, shape: S, problems: Problem[]): z.output<S> | null {
  if (source.problems.length > 0) {
    problems.push(...source.problems);
    return null;
  }
  const result = shape.safeParse(source.value ?? {}, { reportInput: true });
  if (result.success) return result.data;
  problems.push(...result.error.issues.flatMap((issue) => describeIssue(source, issue, shape)));
  return null;
}

function describeIssue(source: YamlFile, issue: z.core.$ZodIssue, shape: z.ZodType): Problem[] {
  const name = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(shape, issue.path);
    return issue.keys.map((key) => ({
      code: 'UNKNOWN_KEY',
      message: `\`${key}\` is not known in ${name}.`,
      place: source.place([...issue.path, key], 'key'),
      remedy: suggestName(key, allowed),
    }));
  }
  if (issue.code === 'invalid_union') {
    const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    if (closest && closest.length > 0 && depth(closest) > 0) {
      return closest.flatMap((inner) =>
        describeIssue(source, { ...inner, path: [...issue.path, ...inner.path] }, shape),
      );
    }
  }
  if (issue.code !== 'invalid_key' && issue.input === undefined) {
    return [
      {
        code: 'MISSING_KEY',
        message: `\`${String(issue.path.at(-1))}\` is missing in ${issue.path.slice(0, -1).join('.') || 'the file'}.`,
        place: source.place(issue.path.slice(0, -1), 'key'),
        remedy: `Add it: ${expectedBy(issue)}.`,
      },
    ];
  }
  if (issue.code === 'invalid_key') {
    const remedy = sentence(issue.issues[0]?.message ?? issue.message);
    const place = source.place(issue.path, 'key');
    return [{ code: 'INVALID_VALUE', message: `\`${String(issue.path.at(-1))}\` cannot be a name.`, place, remedy }];
  }
  return [
    {
      code: 'INVALID_VALUE',
      message: `${name} cannot be ${shown(issue.input)}.`,
      place: source.place(issue.path),
      remedy: remedyFor(issue),
    },
  ];
}

function remedyFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return suggestName(String(issue.input), issue.values.map(String));
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof issue.input === 'number')
    return 'Expected a string: put it in quotes.';
  const hasKind = issue.code === 'invalid_union' || issue.code === 'invalid_type';
  return sentence(hasKind ? `expected ${expectedBy(issue)}` : issue.message);
}

/** What would fit, in words: `a string`, `a number or a string`, `one of month, quarter`. */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return EXPECTED[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  if (issue.code !== 'invalid_union') return 'a value';
  const kinds = issue.errors.flatMap((inner) => inner.slice(0, 1).map(expectedBy));
  return [...new Set(kinds)].join(' or ');
}

const EXPECTED: Record<string, string> = { record: 'a map', object: 'a map', array: 'a list', int: 'a whole number' };

function sentence(message: string): string {
  const text = message.replace(/^Invalid input: /, '');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function depth(issues: z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

function shown(input: unknown): string {
  const text = JSON.stringify(input) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Walks the shape's JSON Schema along a path to the keys that are allowed there. */
function allowedKeys(shape: z.ZodType, path: readonly PropertyKey[]): string[] {
  type Schema = {
    properties?: Record<string, Schema>;
    additionalProperties?: Schema;
    items?: Schema;
    anyOf?: Schema[];
  };
  const step = (schema: Schema, key: PropertyKey): Schema[] =>
    [schema, ...(schema.anyOf ?? [])].flatMap((candidate) => {
      const next = candidate.properties?.[String(key)] ?? candidate.items ?? candidate.additionalProperties;
      return next && typeof next === 'object' ? [next] : [];
    });
  let here: Schema[] = [toSchema(shape) as Schema];
  for (const key of path) here = here.flatMap((schema) => step(schema, key));
  return here
    .flatMap((schema) => [schema, ...(schema.anyOf ?? [])])
    .flatMap(({ properties }) => Object.keys(properties ?? {}));
}

function toSchema(shape: z.ZodType): unknown {
  return shape.toJSONSchema({ unrepresentable: 'any', io: 'input', reused: 'inline' });
}
