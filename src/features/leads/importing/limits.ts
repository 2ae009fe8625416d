export const MAX_FILE_BYTES = 500_000_000
/** What a multipart body may have beside its file. */
export const MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 2_000_000
export const MAX_JSON_BYTES = 10_000_000
export const MAX_ROWS = 1_000_000
/** Up to this many rows the answer waits for the import; more become a job. */
export const MAX_ROWS_AT_ONCE = 1_000
/** A file larger than this is a job whatever its rows. */
export const MAX_BYTES_AT_ONCE = 4_000_000
/** Enough of a file to know how it is written and what its columns are. */
export const SAMPLE_BYTES = 262_144
export const CHUNK_BYTES = 1_000_000
/** Rows stored by one transaction of a job: more make it no faster, and a crash repeats at most these. */
export const BATCH_ROWS = 5_000
/** Rows of a job read and made ready before the next are read: few enough that V8 forgets them young. */
export const PORTION_ROWS = 250
/** Warnings kept to be read; further ones are only counted. */
export const MAX_KEPT_WARNINGS = 10_000
/** A running import nobody has touched for this long is taken up by another worker. */
export const STALE_SECONDS = 20
/** An import that waits longer than this is queued anew: a killed worker may have taken its job without beginning. */
export const WAITING_SECONDS = 120
/** An upload that got no further for this long is given up. */
export const ABANDONED_SECONDS = 3_600
