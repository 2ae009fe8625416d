import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, Button, Dialog, errorText, Field, fieldErrors, Input } from '../../../../ui/index.ts'
import type { AudienceFilter } from '../../schema.ts'
import { describeFilter } from '../filter-editor/describe-filter.ts'

/** Keeps the search under a name, to come back to, pull from and watch. */
export function SaveSegmentDialog({ filter, onClose }: { filter: AudienceFilter; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const save = useMutation({
    mutationFn: () =>
      api<{ id: string }>('POST', '/api/segments', {
        body: { name: name.trim(), target: 'audience', filters: filter },
      }),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ['segments'] })
      await navigate({ href: `/segments/${id}` })
    },
  })
  const wrong = fieldErrors(save.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() && !save.isPending) save.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Save as a segment"
      description={describeFilter(filter)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="save-segment"
            busy={save.isPending}
            disabled={!name.trim()}
          >
            Save segment
          </Button>
        </>
      }
    >
      <form id="save-segment" onSubmit={submit}>
        <Field
          label="Name"
          error={wrong.name ?? (save.error ? errorText(save.error) : undefined)}
          hint="Saving costs nothing and pulls nobody."
        >
          <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
