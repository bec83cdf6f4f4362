// One handler file as ES modules: `index.mjs`, and a chunk for each thing that is only imported when it is needed, so that
// a start does not read what it may never run. Refuses what has no place in a function: an engine, a compiler of templates or a
// test would cost every start, and shows here by the chain of imports that brought it in.
import path from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** CommonJS libraries ask for Node's own modules by `require`, which an ES module does not have. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";
const UNWANTED = /(^|\/)node_modules\/(mjml|@duckdb|vitest|fast-check|aws-cdk-lib)[/-]|^test\//;

export type Bundled = { files: Record<string, string>; inputs: string[] };

/** `entry` is from the root of the repository, or absolute. Same sources, same bytes, on any machine. */
export function bundleHandler(entry: string): Bundled {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    // Never written there: the map's paths are relative to it, and so the same on every machine.
    outdir: path.join(ROOT, 'cdk.out/handler'),
    entryNames: 'index',
    chunkNames: 'chunk-[hash]',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    minify: true,
    keepNames: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs).sort();
  for (const input of inputs.filter((name) => UNWANTED.test(name))) {
    throw new Error(`${entry} would carry ${input} to Lambda.\n  ${chainTo(input, metafile).join('\n  imports ')}`);
  }
  return { files: Object.fromEntries(outputFiles.map((file) => [path.basename(file.path), file.text])), inputs };
}

/** The files by which an input came in, the handler first. */
function chainTo(input: string, { inputs }: Metafile): string[] {
  const importer = Object.keys(inputs).find((name) =>
    inputs[name]?.imports.some((imported) => imported.path === input && name !== input),
  );
  return importer === undefined ? [input] : [...chainTo(importer, { inputs, outputs: {} }), input];
}
