// Tables that people wrote, as CSV files beside the example tables.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

export const HEADERS = {
  plans: 'plan_id,kpi_id,scope_kind,scope_id,action,owner,due_on,progress,closed_on',
  comments: 'comment_id,kpi_id,scope_kind,scope_id,period_month,text,author,written_at',
  responses: 'response_id,card,scope_id,period_month,person,kind,text,written_at',
  ledger: 'account,period_month,amount,currency',
};

export function writeRecords(lake: string, table: keyof typeof HEADERS, rows: string[]): void {
  writeFileSync(path.join(lake, `${table}.csv`), `${[HEADERS[table], ...rows].join('\n')}\n`);
}
