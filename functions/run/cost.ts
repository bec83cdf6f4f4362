// What a deployment costs: list prices, what was measured of a lake and a run, and the sums made of both. An estimate from
// above, without free tiers; what a run did scan is in its record.
import type { Usage } from './request.ts';

/** US dollars, list prices of us-east-1; other regions differ, most by less than a quarter. */
export const PRICES = {
  asOf: '2026-11',
  region: 'us-east-1',
  athenaTerabyte: 5,
  lambdaGigabyteSecond: 0.0000133334,
  lambdaMillionRequests: 0.2,
  durableMillionOperations: 8,
  durableGigabyteWritten: 0.25,
  s3GigabyteMonth: 0.023,
  s3ThousandGets: 0.0004,
  s3ThousandLists: 0.005,
  sesThousandMails: 0.1,
  alarmMetricMonth: 0.1,
  customMetricMonth: 0.3,
  logsGigabyte: 0.5,
  kmsKeyMonth: 1,
  schedulerMillion: 1,
  snsThousandMails: 0.02,
} as const;

/** Athena counts at least so much for a statement. */
const LEAST_BYTES = 10_000_000;

/**
 * Measured on sample lakes of 10,000 and 100,000 orders in 27 months, one file a table and day: a part that the files
 * themselves take, and one that each order adds. test/cli/cost.test.ts measures again.
 */
export const MEASURED = {
  lakeFixedBytes: 18_500_000,
  lakeBytesPerOrder: 158,
  /** Of all columns in the partitions that a monthly run reads, its checks included. */
  scanFixedBytes: 56_300_000,
  scanBytesPerMonthlyOrder: 16_200,
  /** Of a monthly run: its facts, the tables beside them, and two checks a table. */
  statements: 102,
  /** Partitions of a monthly run, each as often as a statement reads it. */
  partitionsRead: 28_900,
} as const;

/** What nobody measured here; `cost --json` prints it beside the estimate. */
export const ASSUMED = {
  /** Names and ids of a real shop are longer than those of the sample and compress worse. */
  realRows: 3,
  monthsKept: 27,
  /** The report waits for Athena while it runs. */
  reportSeconds: 120,
  deliverSecondsPerMail: 0.5,
  watchdogSeconds: 3,
  eventsPerMail: 3,
  eventSeconds: 0.3,
  /** Pages that a reader opens of a mail, with the snapshots that each reads. */
  pagesPerMail: 6,
  pageSeconds: 1,
  getsPerPage: 60,
  operationsPerRun: 50,
  operationsPerMail: 5,
  /** Headers, data and what a reader opens in between. */
  getsPerPartition: 4,
  reportsGigabytes: 1,
  logsGigabytes: 0.05,
} as const;

/** Counted in infra/: the memory of the functions, and the metrics that the alarms look at. */
export const DEPLOYED = {
  reportGigabytes: 1,
  otherGigabytes: 0.5,
  pagesGigabytes: 1,
  /** Reports of the templates, each of which runs once a month. */
  reports: 6,
  alarmMetrics: 30,
  keys: 1,
  /** Of each report, ReportOnTime is written in one hour of each day, the others in those of a run. */
  metricHours: 6 * (30 + 6 * 2),
} as const;

const HOURS_A_MONTH = 730;
const DAYS_A_MONTH = 30;
const GIGABYTE = 1_000_000_000;
const TERABYTE = 1_000_000_000_000;
const MILLION = 1_000_000;

export type CostLine = { what: string; how: string; dollars: number };

export type CostEstimate = { lines: CostLine[]; month: number; year: number; scannedBytes: number; lakeBytes: number };

/** A month in which every report runs once; `recipients` counts the mails of all of them. */
export function estimateCost({ ordersAMonth, recipients }: { ordersAMonth: number; recipients: number }): CostEstimate {
  const scannedBytes = DEPLOYED.reports * scanOf(ordersAMonth);
  const lakeBytes = lakeOf(ordersAMonth);
  const lines = [
    athenaLine(scannedBytes),
    lambdaLine(recipients),
    durableLine(recipients),
    storageLine(lakeBytes),
    requestsLine(recipients),
    line('SES', `${recipients} mails`, (recipients / 1000) * PRICES.sesThousandMails),
    line(
      'CloudWatch alarms',
      `${DEPLOYED.alarmMetrics} metrics watched`,
      DEPLOYED.alarmMetrics * PRICES.alarmMetricMonth,
    ),
    line('CloudWatch metrics and logs', '7 metrics a report by the hour, 50 MB of logs', metricsAndLogs()),
    line('KMS', '1 key, for the alerts topic', DEPLOYED.keys * PRICES.kmsKeyMonth),
    line('Scheduler and SNS', 'a schedule and a watchdog a report, daily', notices()),
  ];
  const month = lines.reduce((sum, { dollars }) => sum + dollars, 0);
  return { lines, month, year: 12 * month, scannedBytes, lakeBytes };
}

/** What a run's statements cost in Athena, or null where the engine does not say what it scanned. */
export function costOfRun({ queries, scannedBytes }: Usage): number | null {
  if (scannedBytes === null) return null;
  return queries.reduce((sum, query) => sum + priceOfScan(Math.max(query.scannedBytes, LEAST_BYTES)), 0);
}

/** To the cent; what is less is said to be less. */
export function formatDollars(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return '< $0.01';
  return `$${dollars.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`;
}

function priceOfScan(bytes: number): number {
  return (bytes / TERABYTE) * PRICES.athenaTerabyte;
}

function scanOf(ordersAMonth: number): number {
  const { scanFixedBytes, scanBytesPerMonthlyOrder } = MEASURED;
  return scanFixedBytes + ASSUMED.realRows * scanBytesPerMonthlyOrder * ordersAMonth;
}

function lakeOf(ordersAMonth: number): number {
  const { lakeFixedBytes, lakeBytesPerOrder } = MEASURED;
  return lakeFixedBytes + ASSUMED.realRows * lakeBytesPerOrder * ordersAMonth * ASSUMED.monthsKept;
}

function athenaLine(scannedBytes: number): CostLine {
  const statements = DEPLOYED.reports * MEASURED.statements;
  const scanned = `${statements} statements scan at most ${(scannedBytes / GIGABYTE).toFixed(1)} GB`;
  return line('Athena', scanned, priceOfScan(Math.max(scannedBytes, statements * LEAST_BYTES)));
}

function lambdaLine(recipients: number): CostLine {
  const {
    reportSeconds,
    deliverSecondsPerMail,
    watchdogSeconds,
    eventsPerMail,
    eventSeconds,
    pagesPerMail,
    pageSeconds,
  } = ASSUMED;
  const mailSeconds = recipients * (deliverSecondsPerMail + eventsPerMail * eventSeconds);
  const otherSeconds = mailSeconds + DAYS_A_MONTH * watchdogSeconds;
  const gigabyteSeconds =
    DEPLOYED.reports * reportSeconds * DEPLOYED.reportGigabytes +
    otherSeconds * DEPLOYED.otherGigabytes +
    recipients * pagesPerMail * pageSeconds * DEPLOYED.pagesGigabytes;
  const requests = 20 + DAYS_A_MONTH + recipients * (eventsPerMail + pagesPerMail);
  const dollars = gigabyteSeconds * PRICES.lambdaGigabyteSecond + (requests / MILLION) * PRICES.lambdaMillionRequests;
  return line('Lambda', `${Math.round(gigabyteSeconds)} GB-seconds on arm64`, dollars);
}

function durableLine(recipients: number): CostLine {
  const operations = DEPLOYED.reports * ASSUMED.operationsPerRun + recipients * ASSUMED.operationsPerMail;
  const written = (operations * 1000) / GIGABYTE;
  const dollars = (operations / MILLION) * PRICES.durableMillionOperations + written * PRICES.durableGigabyteWritten;
  return line('Lambda durable steps', `${operations} operations`, dollars);
}

function storageLine(lakeBytes: number): CostLine {
  const gigabytes = lakeBytes / GIGABYTE + ASSUMED.reportsGigabytes;
  const how = `${gigabytes.toFixed(1)} GB: ${ASSUMED.monthsKept} months of the lake, and reports`;
  return line('S3 storage', how, gigabytes * PRICES.s3GigabyteMonth);
}

function requestsLine(recipients: number): CostLine {
  const lists = DEPLOYED.reports * MEASURED.partitionsRead;
  const gets = lists * ASSUMED.getsPerPartition + recipients * ASSUMED.pagesPerMail * ASSUMED.getsPerPage;
  const dollars = (lists / 1000) * PRICES.s3ThousandLists + (gets / 1000) * PRICES.s3ThousandGets;
  return line('S3 requests', `${lists} partitions listed and read`, dollars);
}

function metricsAndLogs(): number {
  const metrics = (DEPLOYED.metricHours / HOURS_A_MONTH) * PRICES.customMetricMonth;
  return metrics + ASSUMED.logsGigabytes * PRICES.logsGigabyte;
}

function notices(): number {
  return (
    ((DEPLOYED.reports * (12 + DAYS_A_MONTH)) / MILLION) * PRICES.schedulerMillion +
    (10 / 1000) * PRICES.snsThousandMails
  );
}

function line(what: string, how: string, dollars: number): CostLine {
  return { what, how, dollars };
}
