// `scorecard kpis [id]`: what is measured, how, by whom it is owned, where it counts, and what this shop's data gives of it.
import { Command, Option } from 'commander';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Locale } from '../../definitions/locale.ts';
import { suggestName } from '../../definitions/nearest.ts';
import { describeKpi } from '../../kpis/describe.ts';
import { ProblemError } from '../../problem.ts';
import { type KpiCoverage, measureKpiCoverage } from '../../run/kpi-coverage.ts';
import { exitWith } from '../exit-with.ts';
import { openDefinitions, openEngine } from '../open-shop.ts';
import { type ShopOptions, shopOptions } from '../options.ts';
import { kpisText, kpiText, type ShownKpi } from '../show-kpis.ts';
import { print } from '../streams.ts';

type KpisOptions = ShopOptions & { locale?: string };

export function kpisCommand(): Command {
  const command = new Command('kpis')
    .description('every KPI with its definition, formula, source, owner, cards, and what the lake gives of it')
    .argument('[kpi]', 'one in full, e.g. on_time_delivery_rate')
    .addOption(new Option('--locale <id>', "the language of names; by default the shop's first"));
  for (const option of shopOptions()) command.addOption(option);
  return command.action((kpi: string | undefined, options: KpisOptions) =>
    exitWith(options, () => showKpis(kpi, options, command.getOptionValueSource('lake') === 'default')),
  );
}

async function showKpis(id: string | undefined, options: KpisOptions, mayLackLake: boolean): Promise<number> {
  const definitions = openDefinitions(options.config);
  const locale = findLocale(definitions, options.locale);
  const wanted = id === undefined ? Object.values(definitions.kpis) : [findKpi(definitions, id)];
  const coverage = await coverageOf(definitions, options, mayLackLake);
  const shown = wanted.map(
    (kpi): ShownKpi => ({
      ...describeKpi(kpi, definitions),
      place: definitions.places[`kpis/${kpi.id}`] ?? null,
      coverage: coverage?.[kpi.id] ?? null,
    }),
  );
  const [first] = shown;
  if (options.json) print(JSON.stringify(id === undefined ? { kpis: shown } : first, null, 1));
  else print(id !== undefined && first ? kpiText(first, locale) : kpisText(shown, locale));
  return 0;
}

/** The catalogue can be read before there is a lake; a lake that was named must be there. */
async function coverageOf(
  definitions: Definitions,
  options: KpisOptions,
  mayLackLake: boolean,
): Promise<Record<string, KpiCoverage> | null> {
  try {
    const engine = await openEngine(options, definitions);
    try {
      return await measureKpiCoverage(definitions, engine);
    } finally {
      await engine.close();
    }
  } catch (error) {
    const isMissing = error instanceof ProblemError && error.problems.every(({ code }) => code === 'MISSING_LAKE');
    if (mayLackLake && isMissing) return null;
    throw error;
  }
}

function findKpi({ kpis }: Definitions, id: string) {
  const kpi = kpis[id];
  if (kpi) return kpi;
  throw new ProblemError({
    code: 'USAGE',
    message: `There is no KPI \`${id}\`.`,
    remedy: suggestName(id, Object.keys(kpis)),
  });
}

function findLocale({ locales, shop }: Definitions, id = shop.locales[0] ?? 'en'): Locale {
  const locale = locales[id];
  if (locale) return locale;
  throw new ProblemError({
    code: 'USAGE',
    message: `There is no locale \`${id}\`.`,
    remedy: suggestName(id, Object.keys(locales)),
  });
}
