export const MAX_ROWS = 10_000
export const MAX_FILE_BYTES = 20_000_000
/** What a multipart body may have beside its file. */
export const MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 500_000
/** People asked of the provider at once. */
export const MATCH_ROWS = 500
/** A provider that takes longer over a preview is given up. */
export const MATCH_MS = 120_000
/** A preview is free, and tells of people: a workspace makes so many in an hour, of so many rows in all. */
export const MAX_PREVIEWS_AN_HOUR = 100
export const MAX_ROWS_AN_HOUR = 50_000
/** Rows of one transaction of a run: a crash repeats at most these. */
export const RUN_ROWS = 200
/** How sure a match has to be unless the buyer says otherwise. */
export const DEFAULT_CONFIDENCE = 0.7
