import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ErrorState, Field, Input, Panel, Select, SkeletonLines, toast } from '../../../../ui/index.ts'
import { type AddressMode, MAX_RETENTION_DAYS, type PixelSettings } from '../../schema.ts'
import { SaveForm } from './save-form.tsx'
import { wordsOf } from './use-change.ts'

const path = '/api/pixels/settings'
const queryKey = ['pixel-settings']

const modes: { value: AddressMode; label: string }[] = [
  { value: 'shortened', label: 'Shortened, so that it is nobody’s alone' },
  { value: 'hashed', label: 'As a hash' },
  { value: 'none', label: 'Not at all' },
]

/** What the workspace keeps of visitors, for all its pixels; for owners and admins. */
export function KeptPanel() {
  const settings = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<PixelSettings>('GET', path, { signal }),
  })
  return (
    <Panel title="What is kept, for all pixels">
      {settings.isPending ? <SkeletonLines lines={3} /> : null}
      {settings.isError ? (
        <ErrorState title="The settings could not be read" error={settings.error} retry={settings.refetch} />
      ) : null}
      {settings.data ? <KeptForm settings={settings.data} /> : null}
    </Panel>
  )
}

function KeptForm({ settings }: { settings: PixelSettings }) {
  const client = useQueryClient()
  const [addresses, setAddresses] = useState(settings.addresses)
  const change = useMutation({
    mutationFn: (body: PixelSettings) => api<PixelSettings>('PATCH', path, { body }),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved)
      toast({ title: 'Saved' })
    },
  })
  const { errorOf, problem } = wordsOf(change.error)
  return (
    <SaveForm
      canSave
      busy={change.isPending}
      problem={problem}
      onSave={(values) => change.mutate({ retention_days: Number(values.get('retention_days')), addresses })}
    >
      <Field
        label="Days that events are kept"
        hint="What is older is removed every night; leads stay."
        error={errorOf('retention_days')}
      >
        <div className="w-28">
          <Input
            name="retention_days"
            type="number"
            min={1}
            max={MAX_RETENTION_DAYS}
            defaultValue={settings.retention_days}
          />
        </div>
      </Field>
      <Field label="The address a visitor comes from is kept" error={errorOf('addresses')}>
        <Select options={modes} value={addresses} onValueChange={setAddresses} />
      </Field>
    </SaveForm>
  )
}
