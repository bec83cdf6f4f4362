// What every page is made of: a month in which everything is said, its definitions, files and readers, each text of them
// written by `write`.
import { selfReader } from '../../functions/access/find-reader.ts';
import type { Report } from '../../functions/definitions/definitions.ts';
import { describeKpi } from '../../functions/kpis/describe.ts';
import { type Snapshot, snapshotShape } from '../../functions/snapshot/shape.ts';
import { filesOf, type PageData } from './every-page.ts';
import { writeEverywhere } from './hostile.ts';
import { richSnapshot } from './rich-snapshot.ts';
import { mustLoad } from './shop.ts';

const definitions = mustLoad();

export function pageData(
  snapshot: Snapshot = richSnapshot(),
  write: (text: string) => string = (text) => text,
): PageData {
  const words = (byLocale: Record<string, string>) =>
    Object.fromEntries(Object.entries(byLocale).map(([locale, text]) => [locale, write(text)]));
  const report = definitions.reports['monthly-executive'] as Report;
  const files = filesOf(write('Lanternwood'), write('Report'), [write('Ann')]);
  for (const { revisions } of files.periods)
    for (const revision of revisions) for (const file of revision.files) file.name = write(file.name);
  return {
    snapshot: writeEverywhere(snapshot, snapshotShape, write),
    kpis: Object.values(definitions.kpis)
      .map((kpi) => describeKpi(kpi, definitions))
      .map((kpi) => ({
        ...kpi,
        name: words(kpi.name),
        definition: words(kpi.definition),
        owner: words(kpi.owner),
        source: kpi.source === null ? null : write(kpi.source),
        formula: kpi.formula.map(([part, text]): [string, string] => [part, write(text)]),
      })),
    context: {
      definitions: { ...definitions, shop: { ...definitions.shop, name: write(definitions.shop.name) } },
      calendar: { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 },
    },
    reader: selfReader({ ...report, title: words(report.title) }, 'en'),
    files,
    start: {
      shop: write('Lanternwood'),
      reports: [{ title: write('Report'), all: '/a', readers: [{ name: write('Ann'), href: '/b' }] }],
    },
  };
}
