// Counts for CloudWatch, as lines of the log in its embedded metric format: no call that could fail, and no permission.
const NAMESPACE = 'scorecard-reports';

/** One line a call; the log of a function in text format takes it as it is. */
export function countMetrics(stage: string, counts: Record<string, number>, now: number): void {
  const Metrics = Object.keys(counts).map((Name) => ({ Name }));
  const CloudWatchMetrics = [{ Namespace: NAMESPACE, Dimensions: [['stage']], Metrics }];
  process.stdout.write(`${JSON.stringify({ _aws: { Timestamp: now, CloudWatchMetrics }, stage, ...counts })}\n`);
}
