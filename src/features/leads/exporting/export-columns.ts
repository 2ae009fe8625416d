/** How a column leaves: `text` may hold anything, `phone` always begins with a plus, `plain` never needs care. */
type Kind = 'text' | 'phone' | 'plain' | 'time' | 'list'

/** Columns of an export by header, in the order they are written. Our import maps the headers back. */
const COLUMNS = {
  email: 'text',
  email_status: 'plain',
  second_email: 'text',
  second_email_status: 'plain',
  phone: 'phone',
  phone_status: 'plain',
  mobile: 'phone',
  first_name: 'text',
  last_name: 'text',
  full_name: 'text',
  job_title: 'text',
  seniority: 'plain',
  department: 'plain',
  company_name: 'text',
  company_domain: 'text',
  industry: 'text',
  company_size: 'plain',
  revenue: 'plain',
  city: 'text',
  state: 'text',
  postal_code: 'text',
  country: 'plain',
  linkedin_url: 'text',
  website: 'text',
  notes: 'text',
  tags: 'list',
  consent_source: 'text',
  consent_at: 'time',
  consent_text: 'text',
  consent_ip: 'text',
  status: 'plain',
  score: 'plain',
  source: 'plain',
  source_detail: 'text',
  created_at: 'time',
  updated_at: 'time',
  id: 'plain',
} as const satisfies Record<string, Kind>

export type ExportColumn = keyof typeof COLUMNS

/** Stands for every custom field, each a column of its own. */
export const CUSTOM = 'custom'

export const EXPORT_COLUMN_NAMES = Object.keys(COLUMNS) as ExportColumn[]

/** What an export holds when nothing is chosen. */
export const DEFAULT_EXPORT: readonly (ExportColumn | typeof CUSTOM)[] = [
  ...EXPORT_COLUMN_NAMES.filter((name) => !['source_detail', 'updated_at', 'id'].includes(name)),
  CUSTOM,
]

/** The SQL of a column's cell: its text, safe for spreadsheets, exactly as csv/neutralise-cell.ts makes it. */
export function exportCell(column: ExportColumn): string {
  const value = `l.${column}`
  switch (COLUMNS[column]) {
    case 'plain':
      return value
    case 'phone':
      return `'''' || ${value}`
    case 'time':
      return `overlay((${value} at time zone 'UTC')::text placing 'T' from 11 for 1) || 'Z'`
    case 'list':
      return `case when ${value} <> '{}' then ${neutralised(`array_to_string(${value}, ', ')`)} end`
    default:
      return neutralised(value)
  }
}

/**
 * The SQL of any text, safe for spreadsheets. All that could begin a formula stands before A, so that one cheap
 * comparison spares nearly every cell the pattern.
 */
export function neutralised(value: string): string {
  return `case when ${value} < 'A' collate "C" and ${value} ~ '^''*[-=+@\\t\\r]' then '''' || ${value} else ${value} end`
}
