/** One thing that must be true of every row. */
export interface LedgerCheck {
  name: string
  /**
   * A query with one row for each thing looked at; `problem` is null, or says in words what is wrong with it. It may
   * read `transfer_sums`. To compare two sides of a million rows, put both into one `union all` and group once: joining
   * two sums takes twice as long.
   */
  sql: string
}
