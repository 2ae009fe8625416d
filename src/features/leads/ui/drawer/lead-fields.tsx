import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, errorText, patchRow, Select, toast } from '../../../../ui/index.ts'
import type { LeadStatus } from '../../values.ts'
import type { Lead, LeadDetail } from '../lead.ts'
import { statuses } from '../words.ts'
import { EditableField } from './editable-field.tsx'
import { editableFields } from './lead-field-list.ts'

/** Every field, edited in place: Enter saves, Escape leaves it as it was. */
export function LeadFields({ lead }: { lead: LeadDetail }) {
  const save = useSave(lead)
  return (
    <dl className="flex flex-col px-5">
      <div className="flex min-h-9 items-center gap-3">
        <dt className="w-32 shrink-0 text-muted">Status</dt>
        <dd>
          <Select
            aria-label="Status"
            options={[...statuses]}
            value={lead.status}
            onValueChange={(status: LeadStatus) => void save({ status })}
          />
        </dd>
      </div>
      <EditableField
        label="Tags"
        value={lead.tags.join(', ')}
        onSave={(text) =>
          save({
            tags: text
              .split(',')
              .map((tag) => tag.trim())
              .filter(Boolean),
          })
        }
      />
      {editableFields.map(({ key, label, status, isLong }) => (
        <EditableField
          key={key}
          label={label}
          isLong={isLong}
          value={String(lead[key] ?? '')}
          verification={status && lead[key] ? lead[status] : undefined}
          original={lead.original[key]}
          onSave={(text) => save({ [key]: typedValue(key, text) })}
        />
      ))}
      {Object.entries(lead.custom).map(([name, value]) => (
        <div key={name} className="flex min-h-9 items-center gap-3">
          <dt className="w-32 shrink-0 truncate text-muted" title={name}>
            {name}
          </dt>
          <dd className="min-w-0 break-words">{String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function typedValue(key: string, text: string): string | number | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return key === 'revenue' ? Number(trimmed.replaceAll(',', '')) : trimmed
}

/** Saves a change at once; throws what the server said so that the field can show it. */
function useSave(lead: LeadDetail) {
  const client = useQueryClient()
  const patch = useMutation({
    mutationFn: (change: Partial<Lead>) =>
      api<LeadDetail>('PATCH', `/api/leads/${lead.id}`, { body: change }),
    onMutate: (change) => patchRow<Lead>(client, ['leads'], lead.id, change),
    onSuccess: (saved) => {
      client.setQueryData(['leads', 'one', lead.id], saved)
      patchRow<Lead>(client, ['leads'], lead.id, saved)
      void client.invalidateQueries({ queryKey: ['lead-timeline', lead.id] })
    },
    onError: (error, _, putBack) => {
      putBack?.()
      toast.error('The change was not saved', errorText(error))
    },
  })
  return (change: Partial<Lead>) => patch.mutateAsync(change)
}
