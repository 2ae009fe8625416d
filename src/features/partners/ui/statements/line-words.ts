import type { StatementLine, StatementRule } from '../../statements/schema.ts'

export const kindWords: Record<StatementLine['kind'], string> = {
  sale: 'Sale',
  reversal: 'Returned lead',
  payout: 'Payout',
  payout_returned: 'Payout came back',
}

/** How a sale's rate came about: `30 base + 10 fresh`, from the rule and what it read. */
export function rateWords(line: StatementLine, rules: readonly StatementRule[]): string | null {
  if (line.rate_percent === null) return null
  const rule = rules.find(({ version }) => version === line.rule_version)
  if (!rule) return null
  const part = (name: 'fresh' | 'quality' | 'volume', points: number) =>
    line.rule_inputs?.[name] === true && points > 0 ? [`${points} ${name}`] : []
  const parts = [
    `${rule.base_percent} base`,
    ...part('fresh', rule.fresh_percent),
    ...part('quality', rule.quality_percent),
    ...part('volume', rule.volume_percent),
  ]
  return parts.join(' + ')
}
