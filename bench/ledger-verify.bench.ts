import { execFileSync } from 'node:child_process'
import { verifyLedger } from '../src/features/credits/index.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { fillLedger } from './kit/fill-ledger.ts'
import { formatNumber } from './kit/rate.ts'

const TRANSFERS = Number(process.env.BENCH_TRANSFERS ?? 1_000_000)
const MAX_SECONDS = 30
/** What every verification must at least do: read each row of these once, from the first to the last. */
const READ = ['ledger_transfers', 'ledger_entries', 'grant_moves', 'orders', 'order_items', 'listings']

const world = await openBenchWorld()
try {
  const size = { transfers: TRANSFERS, buyers: 1_000, partners: 50, listings: 20_000 }
  const filling = await seconds(() => fillLedger(world.owner, size))
  console.log(`  a ledger of ${formatNumber(TRANSFERS)} transfers made in ${filling.toFixed(0)} s`)

  await world.owner.query(
    'set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off',
  )
  const reading = await seconds(async () => {
    for (const table of READ) await world.owner.query(`select count(*) from ${table}`)
  })
  const summing = await seconds(async () => {
    await world.owner.query(
      `select count(*) from (select transfer_id from ledger_entries group by transfer_id having sum(amount_hundredths) <> 0) wrong`,
    )
  })

  const idle = residentMegabytes()
  let peak = idle
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMegabytes())
  }, 100)
  let findings: Awaited<ReturnType<typeof verifyLedger>> = []
  const verifying = await seconds(async () => {
    findings = await verifyLedger(world.db)
  })
  clearInterval(watch)

  const wrong = findings.filter((finding) => finding.wrong > 0)
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong))
  console.log(
    `  verified in ${verifying.toFixed(1)} s (limit ${MAX_SECONDS} s), ${findings.length} checks; reading the tables alone ${reading.toFixed(1)} s, summing up the transfers alone ${summing.toFixed(1)} s; memory of the process ${peak} MB, ${idle} MB before`,
  )
  if (verifying > MAX_SECONDS) process.exitCode = 1
} finally {
  await world.close()
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

function residentMegabytes(): number {
  return Math.round(
    (Number(execFileSync('ps', ['-o', 'rss=', '-p', String(process.pid)])) * 1_024) / 1_000_000,
  )
}
