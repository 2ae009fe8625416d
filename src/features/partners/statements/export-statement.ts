import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { writeRow } from '../../leads/index.ts'
import { listLines } from './list-lines.ts'
import { listRules } from './read-statement.ts'
import type { StatementLine, StatementRule } from './schema.ts'

const BATCH = 2_000
const INPUTS = [
  ...['uploaded_at', 'fresh', 'verified_leads', 'valid_leads', 'quality', 'uploads_this_month', 'volume'],
]
const RULE = ['base_percent', 'fresh_percent', 'quality_percent', 'volume_percent', 'max_percent'] as const
const COLUMNS = [
  ...['at', 'kind', 'id', 'amount', 'listing_id', 'price', 'rate_percent', 'rule_version'],
  ...RULE.map((name) => `rule_${name}`),
  ...INPUTS,
  ...['released_at', 'state', 'payout_id', 'amount_cents', 'currency'],
]

/**
 * Every line of a month as CSV, with what each figure was computed from. Read in batches as fast as the reader takes
 * them, so that neither memory nor a connection is held.
 */
export function exportStatement(
  db: Databases,
  workspaceId: string,
  month: string,
): ReadableStream<Uint8Array> {
  const rules = new Map<number, StatementRule>()
  let cursor: string | null = null
  let isFirst = true
  return new ReadableStream({
    async pull(controller) {
      const page = await withWorkspace(db, workspaceId, async (tx) => {
        if (isFirst) for (const rule of await listRules(tx)) rules.set(rule.version, rule)
        return listLines(tx, month, { limit: BATCH, ...(cursor ? { cursor } : {}) })
      })
      const head = isFirst ? writeRow(COLUMNS) : ''
      const text = page.data.map((line) => writeRow(cellsOf(line, rules))).join('')
      controller.enqueue(Buffer.from(head + text))
      isFirst = false
      cursor = page.next_cursor
      if (!cursor) controller.close()
    },
  })
}

function cellsOf(line: StatementLine, rules: Map<number, StatementRule>): string[] {
  const rule = line.rate_percent === null ? undefined : rules.get(line.rule_version)
  const inputs = line.rule_inputs ?? {}
  return [
    ...[line.at, line.kind, line.id, line.amount.toFixed(2), line.listing_id ?? ''],
    ...[line.price?.toFixed(2) ?? '', cell(line.rate_percent), cell(line.rule_version)],
    ...RULE.map((name) => cell(rule?.[name])),
    ...INPUTS.map((name) => cell(inputs[name])),
    ...[line.released_at ?? '', line.state, line.payout_id ?? ''],
    ...[cell(line.amount_cents), line.currency ?? ''],
  ]
}

function cell(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
