// Counts for CloudWatch, as lines of the log in its embedded metric format: no call that could fail, and no permission.
const NAMESPACE = 'scorecard-reports';

/**
 * One line a call; the log of a function in text format takes it as it is. With a report it counts for the stage and for
 * that report alone, so that one report's silence cannot hide behind another.
 */
export function countMetrics(
  { stage, report }: { stage: string; report?: string | undefined },
  counts: Record<string, number>,
  now: number,
): void {
  const Metrics = Object.keys(counts).map((Name) => ({ Name }));
  const Dimensions = report === undefined ? [['stage']] : [['stage'], ['stage', 'report']];
  const _aws = { Timestamp: now, CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions, Metrics }] };
  process.stdout.write(`${JSON.stringify({ _aws, stage, report, ...counts })}\n`);
}
