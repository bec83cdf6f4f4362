// `scorecard serve`: the pages of the out folder in a browser, for whoever sits at this machine, and as readers see them.
import { once } from 'node:events';
import path from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { answer, failedAnswer } from '../../access/answer.ts';
import type { PageRequest } from '../../access/http.ts';
import { folderStore } from '../../local/folder.ts';
import { outboxMailer } from '../../local/outbox.ts';
import { reportError } from '../exit.ts';
import { exitWith } from '../exit-with.ts';
import { linkMaker } from '../link-maker.ts';
import { calendarOf, openDefinitions, readRecipientFiles } from '../open-shop.ts';
import { DEFAULT_CONFIG, outOption } from '../options.ts';
import { servePages } from '../page-server.ts';
import { refuseNoPort, takenPort } from '../port.ts';
import { compileLayouts } from '../run-on-folder.ts';
import { print, startProgress } from '../streams.ts';

type ServeOptions = { config: string; out: string; port: number; debug?: boolean };

const DEFAULT_PORT = 8765;

export function serveCommand(): Command {
  return new Command('serve')
    .description('figures, files and mails of the out folder in a browser, on this machine only')
    .addOption(new Option('--port <n>', 'the port; 0 takes a free one').argParser(Number).default(DEFAULT_PORT))
    .addOption(new Option('--config <dir>', "the shop's folder").default(DEFAULT_CONFIG, 'examples/sample'))
    .addOption(outOption())
    .addOption(new Option('--debug', 'show the whole error behind a problem'))
    .action((options: ServeOptions) => exitWith(options, () => serve(options)));
}

/** Ends when it is interrupted. */
async function serve(options: ServeOptions): Promise<number> {
  const { config, port } = options;
  refuseNoPort(port, DEFAULT_PORT);
  const out = path.resolve(options.out);
  const definitions = openDefinitions(config);
  const progress = startProgress(false);
  progress.step('compiling the layouts of mails');
  const templates = await compileLayouts(definitions, Object.values(definitions.reports)).finally(() => progress.end());
  const store = folderStore(out);
  const ports = {
    ...linkMaker(store),
    mailer: outboxMailer(out),
    recipientFiles: () => readRecipientFiles(config),
    alerts: null,
    presign: null,
  };
  const { sender } = definitions.shop;
  const calendar = calendarOf(definitions);
  const answerAt = (base: string) => {
    const context = { definitions, templates, calendar, sender, base, downloads: null, isLocal: true, stage: 'laptop' };
    return async (request: PageRequest) =>
      answer(request, ports, context).catch((error: unknown) => {
        reportError(error, options);
        return failedAnswer(request, context);
      });
  };
  const { base, server } = await servePages(port, answerAt, (error) => reportError(error, options)).catch(
    takenPort(port),
  );
  print(
    `${pc.bold(base)}\n  ${path.relative(process.cwd(), out) || '.'} as it is, and as its readers see it; end it by Ctrl-C.`,
  );
  await once(server, 'close');
  return 0;
}
