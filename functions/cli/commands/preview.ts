// `scorecard preview`: all mails of the figures in the out folder, made anew whenever templates or the shop's folder change.
import { once } from 'node:events';
import path from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { folderStore } from '../../local/folder.ts';
import { reportError } from '../exit.ts';
import { exitWith } from '../exit-with.ts';
import { parsePeriod } from '../open-shop.ts';
import { DEFAULT_CONFIG, DEFAULT_LAKE, HOME, outOption, pagesOption } from '../options.ts';
import { servePages } from '../page-server.ts';
import { refuseNoPort, takenPort } from '../port.ts';
import { decideOnFolder } from '../release-text.ts';
import { print } from '../streams.ts';

type PreviewOptions = { config: string; out: string; port: number; period?: string; pages: string; debug?: boolean };

const DEFAULT_PORT = 8766;
/** Where `scorecard serve` has the pages if nobody says otherwise. */
const DEFAULT_PAGES = 'http://127.0.0.1:8765/';

export function previewCommand(): Command {
  return new Command('preview')
    .description('all mails of the out folder in a browser, made anew while templates are edited')
    .addOption(new Option('--port <n>', 'the port; 0 takes a free one').argParser(Number).default(DEFAULT_PORT))
    .addOption(new Option('--period <id>', 'of this period instead of the newest of each report'))
    .addOption(new Option('--config <dir>', "the shop's folder").default(DEFAULT_CONFIG, 'examples/sample'))
    .addOption(outOption())
    .addOption(pagesOption('links of the mails lead there').default(DEFAULT_PAGES))
    .addOption(new Option('--debug', 'show the whole error behind a problem'))
    .action((options: PreviewOptions) => exitWith(options, () => preview(options)));
}

/** Ends when it is interrupted. */
async function preview(options: PreviewOptions): Promise<number> {
  const { config, port, period, pages } = options;
  refuseNoPort(port, DEFAULT_PORT);
  const out = path.resolve(options.out);
  // Loaded here, since MJML takes longer to load than most commands to run.
  const [{ answerPreview }, { watchShop }] = await Promise.all([
    import('../preview/answer-preview.ts'),
    import('../preview/watched-shop.ts'),
  ]);
  const shop = watchShop(path.join(HOME, 'templates'), config);
  const { definitions } = await shop();
  if (period !== undefined && definitions !== null) parsePeriod(period, definitions);
  const decideBy = decideOnFolder({ config, lake: DEFAULT_LAKE, out: options.out });
  const context = { shop, store: folderStore(out), pages, period, decideBy };
  const { base, server } = await servePages(
    port,
    () => (request) => answerPreview(request, context),
    (error) => reportError(error, options),
  ).catch(takenPort(port));
  const folders = [path.join(HOME, 'templates'), config].map((folder) => path.relative(process.cwd(), folder) || '.');
  print(
    `${pc.bold(base)}\n  all mails of ${path.relative(process.cwd(), out) || '.'}, made anew when ${folders.join(' or ')} changes; end it by Ctrl-C.`,
  );
  await once(server, 'close');
  return 0;
}
