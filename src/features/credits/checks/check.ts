/** One thing that must be true of every row. */
export interface LedgerCheck {
  name: string
  /** A query with one row for each thing looked at; `problem` is null, or says in words what is wrong with it. */
  sql: string
}
