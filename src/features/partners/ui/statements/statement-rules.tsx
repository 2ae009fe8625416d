import { formatCount, Panel } from '../../../../ui/index.ts'
import type { StatementLine, StatementRule } from '../../statements/schema.ts'

/** The rules the shown sales were computed by. */
export function StatementRules({ rules, lines }: { rules: StatementRule[]; lines: StatementLine[] }) {
  const used = new Set(lines.filter((line) => line.price !== null).map((line) => line.rule_version))
  const shown = rules.filter(({ version }) => used.has(version))
  if (shown.length === 0) return null
  return (
    <Panel title="How a rate is computed">
      <ul className="flex flex-col gap-2">
        {shown.map((rule) => (
          <li key={rule.version}>
            Rule {rule.version}: {rule.base_percent}% base, +{rule.fresh_percent}% fresh (sold within{' '}
            {rule.fresh_days} days of its upload), +{rule.quality_percent}% quality (at least{' '}
            {rule.quality_valid_percent}% of verified leads valid), +{rule.volume_percent}% volume (more than{' '}
            {formatCount(rule.volume_uploads)} uploads in the month), at most {rule.max_percent}%. The earning
            is the price times the rate, rounded down to a hundredth, and held back {rule.holdback_days} days.
          </li>
        ))}
      </ul>
    </Panel>
  )
}
