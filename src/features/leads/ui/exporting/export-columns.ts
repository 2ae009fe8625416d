import { editableFields } from '../drawer/lead-field-list.ts'

/** What an export can hold, by the headers our importer knows. */
export const exportColumns: readonly { value: string; label: string }[] = [
  ...editableFields.map(({ key, label }) => ({ value: String(key), label })),
  { value: 'email_status', label: 'Email status' },
  { value: 'phone_status', label: 'Phone status' },
  { value: 'tags', label: 'Tags' },
  { value: 'status', label: 'Status' },
  { value: 'score', label: 'Score' },
  { value: 'source', label: 'Source' },
  { value: 'created_at', label: 'Added' },
]
