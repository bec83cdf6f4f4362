// Macros by which DuckDB answers as Trino does, so that a statement means the same on both engines.
export const TRINO_MACROS = [
  // Trino counts whole elapsed units; DuckDB's own date_diff counts the boundaries that were crossed.
  'CREATE OR REPLACE MACRO date_diff(part, a, b) AS date_sub(part, a, b)',
  'CREATE OR REPLACE MACRO json_format(j) AS CAST(j AS VARCHAR)',
  // Trino leaves NULL keys out; DuckDB refuses them.
  'CREATE OR REPLACE MACRO map_agg(k, v) AS map(list(k) FILTER (k IS NOT NULL), list(v) FILTER (k IS NOT NULL))',
];
