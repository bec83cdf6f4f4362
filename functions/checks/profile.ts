// What is known of a table's rows, day by day: counts and sums from which every check of rows and of history is judged.
// Days that were published once and have not changed since are not looked at again.

/** Of the rows of one `dt`; of a table without days, of all rows. */
export type DayProfile = {
  rows: number;
  /** Rows whose key (and version) another row has too. */
  repeated: number;
  /** Of rows with versions: how many are the newest of their key. */
  newest?: number;
  /** By column that may hold NULL: rows in which it does. */
  nulls: Record<string, number>;
  /** By column that is true or false: rows in which it is true. */
  trues?: Record<string, number>;
  /** By column whose mean is watched: how many values, and their exact sum. */
  sums: Record<string, { rows: number; sum: string }>;
  /** By UTC hour of the table's clock. */
  hours: Record<string, number>;
  /** By column whose members are watched, by member. */
  members: Record<string, Record<string, number>>;
  /** By condition (`check:subject`): rows that fail it. Those that nothing failed have no entry. */
  wrong: Record<string, number>;
};

/** By `dt`; a table without days has the one entry `''`. */
export type TableProfile = Record<string, DayProfile>;

/** By table. */
export type Profile = Record<string, TableProfile>;

/** The `dt` of a table that has none. */
export const NO_DAY = '';

/** Of what is known of a table, the days that still have rows. */
export function stillThere(days: TableProfile, rowsByDay: Record<string, number>): TableProfile {
  return Object.fromEntries(Object.entries(days).filter(([day]) => (rowsByDay[day] ?? 0) > 0));
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Later ones win, day by day. */
export function joinProfiles(profiles: Profile[]): Profile {
  const joined: Profile = {};
  for (const profile of profiles) {
    for (const [table, days] of Object.entries(profile)) joined[table] = { ...joined[table], ...days };
  }
  return joined;
}
