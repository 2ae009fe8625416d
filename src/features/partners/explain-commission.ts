import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { Commission } from './schema.ts'

interface CommissionRow {
  percent: number
  version: number
  base_percent: number
  fresh_percent: number
  fresh_days: number
  quality_percent: number
  quality_valid_percent: number
  volume_percent: number
  volume_uploads: number
  max_percent: number
  holdback_days: number
  inputs: { quality: boolean; volume: boolean; uploads_this_month: number }
}

/** What a lead uploaded and sold now would earn, part by part; null for who is no partner. */
export async function explainCommission(tx: Tx): Promise<(Commission & { uploads: number }) | null> {
  const { rows } = await sql<CommissionRow>`select * from partner_commission()`.execute(tx)
  const [rule] = rows
  if (!rule) return null
  const { percent, version, max_percent, holdback_days, inputs } = rule
  const uploads = rule.volume_uploads.toLocaleString('en')
  const part = (
    name: Commission['parts'][number]['name'],
    points: number,
    applies: boolean,
    why: string,
  ) => ({
    ...{ name, points, applies, why },
  })
  return {
    ...{ percent, version, max_percent, holdback_days, uploads: inputs.uploads_this_month },
    parts: [
      part('base', rule.base_percent, true, 'Every sale'),
      part('fresh', rule.fresh_percent, true, `Sold within ${rule.fresh_days} days of its upload`),
      part(
        'quality',
        rule.quality_percent,
        inputs.quality,
        `At least ${rule.quality_valid_percent}% of your verified leads are valid`,
      ),
      part('volume', rule.volume_percent, inputs.volume, `More than ${uploads} uploads this month`),
    ],
  }
}
