// LibreOffice without a window: every sheet of a workbook as it holds it, formulas computed by itself.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { formatDecimal, parseDecimal } from '../../functions/exact.ts';

/** Commas, quotes, UTF-8, from the first line; cells as they are and not as shown, texts quoted, all sheets. */
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

/** Rows of cells by the name of the sheet. */
export async function openInOffice(workbook: Uint8Array): Promise<Map<string, string[][]>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'office-'));
  try {
    const file = path.join(folder, 'workbook.xlsx');
    writeFileSync(file, forgetResults(workbook));
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`;
    const options = [profile, '--headless', '--convert-to', CSV, '--outdir', path.join(folder, 'out'), file];
    await promisify(execFile)('soffice', options, { timeout: 110_000 });
    return new Map(
      readdirSync(path.join(folder, 'out')).map((name) => [
        name.replace(/^workbook-|\.csv$/g, ''),
        parse(readFileSync(path.join(folder, 'out', name)), { relaxColumnCount: true, cast: asFraction }),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The office writes a share as a percentage whatever it is asked for. */
function asFraction(cell: string): string {
  const percent = /^(-?\d+(?:\.\d+)?)%$/.exec(cell)?.[1];
  return percent === undefined ? cell : formatDecimal(parseDecimal(percent).div(100));
}

/** Without what the writer said that formulas come to: the office has to find out. */
function forgetResults(workbook: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(workbook)).map(([name, bytes]) => {
    if (!name.startsWith('xl/worksheets/')) return [name, bytes] as const;
    return [name, strToU8(strFromU8(bytes).replaceAll(/(<\/f>)<v>[^<]*<\/v>/g, '$1'))] as const;
  });
  return zipSync(Object.fromEntries(parts));
}
