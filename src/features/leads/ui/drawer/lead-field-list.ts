import type { LeadFields } from '../../schema.ts'
import type { LeadDetail } from '../lead.ts'

type Status = 'email_status' | 'second_email_status' | 'phone_status' | 'mobile_status'

interface EditableFieldDef {
  key: Extract<keyof LeadFields, keyof LeadDetail>
  label: string
  /** Where its verification stands. */
  status?: Status
  isLong?: boolean
}

/** In the order of the drawer. */
export const editableFields = [
  { key: 'first_name', label: 'First name' },
  { key: 'last_name', label: 'Last name' },
  { key: 'full_name', label: 'Full name' },
  { key: 'email', label: 'Email', status: 'email_status' },
  { key: 'second_email', label: 'Second email', status: 'second_email_status' },
  { key: 'phone', label: 'Phone', status: 'phone_status' },
  { key: 'mobile', label: 'Mobile', status: 'mobile_status' },
  { key: 'job_title', label: 'Job title' },
  { key: 'seniority', label: 'Seniority' },
  { key: 'department', label: 'Department' },
  { key: 'company_name', label: 'Company' },
  { key: 'company_domain', label: 'Company domain' },
  { key: 'industry', label: 'Industry' },
  { key: 'company_size', label: 'Company size' },
  { key: 'revenue', label: 'Revenue, USD' },
  { key: 'city', label: 'City' },
  { key: 'state', label: 'State' },
  { key: 'postal_code', label: 'Postal code' },
  { key: 'country', label: 'Country' },
  { key: 'linkedin_url', label: 'LinkedIn' },
  { key: 'website', label: 'Website' },
  { key: 'notes', label: 'Notes', isLong: true },
] as const satisfies readonly EditableFieldDef[] as readonly EditableFieldDef[]
