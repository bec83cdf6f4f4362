// Macros by which DuckDB answers as Trino does, so that a statement means the same on both engines.
export const TRINO_MACROS = [
  // Trino counts whole elapsed units, DuckDB's own date_diff the boundaries that were crossed. Other units are refused.
  `CREATE OR REPLACE MACRO date_diff(unit, a, b) AS CASE
    WHEN unit = 'second' THEN date_sub('second', a, b)
    WHEN unit = 'day' AND typeof(a) = 'DATE' AND typeof(b) = 'DATE' THEN date_sub('day', a, b)
    ELSE error('date_diff counts whole seconds, or days between dates') END`,
  'CREATE OR REPLACE MACRO json_format(j) AS CAST(j AS VARCHAR)',
  // Trino leaves NULL keys out; DuckDB refuses them.
  'CREATE OR REPLACE MACRO map_agg(k, v) AS map(list(k) FILTER (k IS NOT NULL), list(v) FILTER (k IS NOT NULL))',
];
