// Runs the story on a laptop: DuckDB over the lake, the out folder as store and outbox, the journal as memory.
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { issueLink } from '../access/issue-link.ts';
import type { Definitions, Report } from '../definitions/definitions.ts';
import { allLayouts } from '../definitions/report-layouts.ts';
import { type BatchInput, type DeliveryContext, deliverBatch } from '../delivery/deliver-batch.ts';
import { folderStore } from '../local/folder.ts';
import { inlineSteps } from '../local/inline.ts';
import { outboxMailer } from '../local/outbox.ts';
import type { Engine, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { type RunContext, type RunRequest, type RunResult, runIdOf } from '../run/request.ts';
import { runReport } from '../run-report.ts';
import { linkMaker } from './link-maker.ts';
import { calendarOf, readRecipientFiles } from './open-shop.ts';
import type { ShopOptions } from './options.ts';
import { phaseOf } from './phases.ts';
import { decideOnFolder } from './release-text.ts';
import type { Progress } from './streams.ts';

export async function runOnFolder(
  request: RunRequest,
  options: ShopOptions,
  { definitions, engine, progress }: { definitions: Definitions; engine: Engine; progress: Progress },
): Promise<RunResult> {
  const out = path.resolve(options.out);
  const templates = request.kind !== 'backfill' ? await compileLayouts(definitions, [request.report]) : {};
  const context: RunContext = {
    definitions,
    calendar: calendarOf(definitions),
    templates,
    links: definitions.shop.address === '' ? {} : { address: definitions.shop.address },
    ...(options.pages === undefined ? {} : { pages: options.pages }),
    decideBy: decideOnFolder(options),
    onWait: ({ missing }) => progress.step(`waiting for late data: ${missing.join('; ')}`),
  };
  const delivery = {
    store: folderStore(out),
    mailer: outboxMailer(out),
    recipientFiles: () => readRecipientFiles(options.config),
  };
  const now = () => Temporal.Now.instant().round('second').toString();
  const ports = { engine, ...delivery, now };
  const steps = await inlineSteps({
    folder: out,
    run: runIdOf(request),
    fingerprint: [definitions.hash, request.asOf, ...acceptedIn(request)].join(' '),
    part: (input, own) =>
      deliverBatch(own, delivery, input as BatchInput, deliveryContext(definitions, delivery.store)),
    onStep: (name, event) => {
      const phase = event === 'started' ? phaseOf(name) : null;
      if (phase !== null) progress.step(phase);
    },
  });
  try {
    const result = await runReport(steps, ports, request, context);
    await steps.finish(result.outcome === 'duplicate' || result.outcome === 'not_today' ? 'done' : result.outcome);
    return result;
  } catch (error) {
    await steps.finish('failed');
    throw error;
  }
}

/** What was held before is asked anew by who accepts something. */
function acceptedIn({ accepted = [] }: RunRequest): string[] {
  return accepted.length === 0 ? [] : [JSON.stringify(accepted)];
}

/** The outbox can tell at once what was sent, so nothing is waited for. */
export function deliveryContext(definitions: Definitions, store: Store): DeliveryContext {
  return {
    definitions,
    sender: definitions.shop.sender,
    reconcileHours: 0,
    linkOf: (recipient, report) => issueLink(linkMaker(store), recipient, report),
  };
}

/** Layouts by report and locale; every mistake in them appears now, not when mails are due. */
export async function compileLayouts(
  definitions: Definitions,
  reports: readonly Report[],
): Promise<RunContext['templates']> {
  // Loaded here, since MJML takes longer to load than most commands to run.
  const { compileEmail } = await import('../email/compile.ts');
  const templates: RunContext['templates'] = {};
  for (const [key, layout] of Object.entries(allLayouts(reports))) {
    const layouts: Record<string, string> = {};
    for (const locale of definitions.shop.locales) {
      const words = definitions.locales[locale];
      if (!words) continue;
      const compiled = await compileEmail(definitions.email, `${layout}.mjml`, words);
      if (!compiled.ok) throw new ProblemError(compiled.problems);
      layouts[locale] = compiled.html;
    }
    templates[key] = layouts;
  }
  return templates;
}
