import type { SuggestedField } from '../../search/schema.ts'
import { MAX_VALUES } from '../../values.ts'
import type { FilterPart } from './fields.ts'
import { domainRule, type ListRule, naicsRule, nameRule, postalCodeRule } from './parse-list.ts'

export type ListPart = Extract<
  FilterPart,
  | 'company_names'
  | 'company_names_exclude'
  | 'company_domains'
  | 'company_domains_exclude'
  | 'postal_codes'
  | 'naics'
>

interface ListSettings {
  rule: ListRule
  /** One of them and many. */
  noun: readonly [string, string]
  placeholder: string
  hint?: string
  most?: number
  suggest?: SuggestedField
}

const names = {
  rule: nameRule,
  noun: ['company', 'companies'],
  placeholder: 'Acme Inc.\nGlobex',
  suggest: 'company_names',
} as const
const domains = {
  rule: domainRule,
  noun: ['domain', 'domains'],
  placeholder: 'acme.com\nglobex.co.uk',
} as const
export const listSettings: Record<ListPart, ListSettings> = {
  company_names: { ...names, hint: 'Whole names, one a line.' },
  company_names_exclude: { ...names, hint: 'Leaves these out; one a line.' },
  company_domains: { ...domains, hint: 'One a line; web and email addresses are cut to their domain.' },
  company_domains_exclude: { ...domains, hint: 'Leaves these out; one a line.' },
  postal_codes: {
    rule: postalCodeRule,
    noun: ['postal code', 'postal codes'],
    placeholder: '941\n10001',
    hint: 'One a line. 941 means all that begin with it.',
  },
  naics: {
    rule: naicsRule,
    noun: ['NAICS code', 'NAICS codes'],
    placeholder: '5415\n52',
    hint: 'One a line, 2 to 6 digits. 52 means all that begin with it.',
    most: MAX_VALUES,
  },
}
