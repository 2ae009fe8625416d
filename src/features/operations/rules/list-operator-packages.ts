import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { OperatorPackage, OperatorPackages, PackageVersion } from './schema.ts'

interface Row
  extends Omit<PackageVersion, 'credits' | 'price_per_credit_cents' | 'created_at' | 'retired_at'> {
  line: string
  credits_hundredths: number
  created_at: Date
  retired_at: Date | null
}

/** All packages with their versions: those on offer in their order, then the retired ones. Needs withSystem. */
export async function listOperatorPackages(tx: Tx): Promise<OperatorPackages> {
  const { rows } = await sql<Row>`
    select p.line, p.id, p.version, p.name, p.credits_hundredths, p.price_cents, p.currency, p.reason, p.created_at,
      coalesce(u.name, case when p.created_by is not null then 'Somebody who left' end) as created_by, p.retired_at
    from credit_packages p
    left join auth."user" u on u.id = p.created_by
    order by min(p.position) filter (where p.retired_at is null) over (partition by p.line) nulls last, p.line, p.version desc`.execute(
    tx,
  )
  const rules = await sql<{ currency: string }>`select currency from money_rules_at(now()) r`.execute(tx)
  const lines = new Map<string, OperatorPackage>()
  for (const row of rows) {
    const line = lines.get(row.line) ?? { line: row.line, offered: false, versions: [] }
    line.offered ||= row.retired_at === null
    line.versions.push(versionOf(row))
    lines.set(row.line, line)
  }
  const data = [...lines.values()].map((line) => ({
    ...line,
    versions: line.versions.sort((one, other) => other.version - one.version),
  }))
  return { currency: rules.rows[0]?.currency ?? 'usd', data }
}

function versionOf({ line: _, credits_hundredths, created_at, retired_at, ...row }: Row): PackageVersion {
  const credits = toCredits(credits_hundredths)
  return {
    ...{ ...row, credits, price_per_credit_cents: Math.round((row.price_cents / credits) * 100) / 100 },
    ...{ created_at: created_at.toISOString(), retired_at: retired_at?.toISOString() ?? null },
  }
}
