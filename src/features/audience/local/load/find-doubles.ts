import { IDENTITIES, identityColumns, KINDS } from './identities.ts'
import type { WorkFile } from './work-file.ts'

/** Bits of what becomes of a row, above those of what somebody can be reached by. */
export const TWICE = 16
export const REMOVED = 32
const REACHABLE = 7

/** Whether a row becomes a person. */
export const isKept = (fate: number | undefined) => fate !== undefined && fate > 0 && fate <= REACHABLE

/** In `keys.kind` beside the kind: the person is known by no address. */
export const BARE = 8

/**
 * Sorts what people are known by into `sorted_keys` (hash, n, kind). A hash that several rows have is then side by side.
 */
export async function sortKeys(work: WorkFile, key: Buffer): Promise<void> {
  await work.run(`create view mended_keys as select n, ${identityColumns(key)}
    from (select * replace (coalesce(name_key, '') as name_key) from mended)`)
  const keys = [
    'select rowid::uinteger as n, * from staged where not odd',
    'select * from mended_keys',
  ].flatMap((from) =>
    IDENTITIES.map(
      ({ column, kind }) => `select ${column} as hash, n, (${kind}
          + case when email_hash is null and second_email_hash is null then ${BARE} else 0 end)::utinyint as kind
          from (${from}) where ${column} is not null`,
    ),
  )
  await work.run(`create table sorted_keys as select * from (${keys.join(' union all ')}) order by hash, n`)
}

/**
 * What becomes of each row, by its number: what it can be reached by, and who is in it twice or was erased. As with leads
 * an address is enough; another identity makes two rows one person only where one of them has no address.
 */
export async function findFates(
  work: WorkFile,
  rows: number,
  removed: AsyncIterable<bigint[]>,
): Promise<Uint8Array> {
  const fates = new Uint8Array(rows)
  const contacts = `select n, contacts from staged where not odd
    union all select n, contacts from mended`
  for await (const [n, contact] of work.numbers(contacts, ['u32', 'u8']))
    for (let i = 0; i < n.length; i++) fates[n[i] as number] = contact[i] as number
  await markDoubles(work, fates)
  await markRemoved(work, fates, removed)
  return fates
}

async function markDoubles(work: WorkFile, fates: Uint8Array): Promise<void> {
  let [low, high] = [-1, -1]
  let [first, firstBare] = [0, 0]
  for await (const [hash, n, kind] of work.numbers('select hash, n, kind from sorted_keys', [
    'u64',
    'u32',
    'u8',
  ])) {
    for (let i = 0; i < n.length; i++) {
      const row = n[i] as number
      const isBare = ((kind[i] as number) & BARE) !== 0
      if (hash[2 * i] !== low || hash[2 * i + 1] !== high) {
        ;[low, high] = [hash[2 * i] as number, hash[2 * i + 1] as number]
        first = row
        firstBare = isBare ? row : Number.POSITIVE_INFINITY
        continue
      }
      const isEnough = ((kind[i] as number) & ~BARE) === KINDS.email || isBare || firstBare < row
      if (first < row && isEnough) fates[row] = (fates[row] as number) | TWICE
      if (isBare && row < firstBare) firstBare = row
    }
  }
}

async function markRemoved(
  work: WorkFile,
  fates: Uint8Array,
  removed: AsyncIterable<bigint[]>,
): Promise<void> {
  await work.run('create table removed (hash ubigint)')
  const appender = await work.connection.createAppender('removed')
  for await (const batch of removed) {
    for (const hash of batch) {
      appender.appendUBigInt(hash)
      appender.endRow()
    }
  }
  appender.closeSync()
  for await (const [n] of work.numbers('select n from sorted_keys join removed using (hash)', ['u32']))
    for (const row of n) fates[row] = (fates[row] as number) | REMOVED
}
