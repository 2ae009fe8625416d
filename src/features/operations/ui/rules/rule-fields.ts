export interface RuleField {
  name: string
  label: string
  /** After the number. */
  unit: string
  hint?: string
  /** How many of what is kept make one of the unit; 1 when left out. */
  per?: number
}

/** A field's number as people read and write it. */
export function inUnit({ name, per = 1 }: RuleField, rules: Record<string, unknown>): number {
  return Number(rules[name]) / per
}

/** What a version of the rules says, in the order people read it. */
export const RULE_FIELDS: Record<'money' | 'commission', RuleField[]> = {
  commission: [
    { name: 'base_percent', label: 'Every sale', unit: '%' },
    { name: 'fresh_percent', label: 'More for a fresh lead', unit: '%' },
    { name: 'fresh_days', label: 'Fresh is up to', unit: 'days', hint: 'Between its upload and its sale.' },
    { name: 'quality_percent', label: 'More for good emails', unit: '%' },
    { name: 'quality_valid_percent', label: 'Good is at least', unit: '% valid' },
    { name: 'volume_percent', label: 'More for volume', unit: '%' },
    { name: 'volume_uploads', label: 'Volume is more than', unit: 'uploads a month' },
    { name: 'max_percent', label: 'In all at most', unit: '%' },
    {
      name: 'holdback_days',
      label: 'Held back for',
      unit: 'days',
      hint: 'At least as long as a lead can be returned.',
    },
  ],
  money: [
    { name: 'payout_cents_per_credit', label: 'A credit earned is worth', unit: 'cents' },
    { name: 'payout_minimum_cents', label: 'A payout is at least', unit: 'cents' },
    { name: 'return_days', label: 'A lead can be returned for', unit: 'days' },
    { name: 'return_limit_percent', label: 'Returns are at most', unit: '% of purchases' },
    { name: 'return_limit_days', label: 'Counted over', unit: 'days' },
    { name: 'return_answer_hours', label: 'A partner answers within', unit: 'hours' },
    { name: 'quote_minutes', label: 'A quote holds for', unit: 'minutes' },
    {
      name: 'pull_price_hundredths',
      label: 'A person of the audience costs',
      unit: 'credits',
      per: 100,
      hint: 'Each new one, once. A pull that has begun keeps its price.',
    },
    {
      name: 'enrichment_price_hundredths',
      label: 'A record enriched costs',
      unit: 'credits',
      per: 100,
      hint: 'Nothing for one without a match.',
    },
  ],
}
