import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, Button, Dialog, errorText, Field, Input, Panel, toast } from '../../../../ui/index.ts'
import type { Pixel } from '../../schema.ts'

export function DeletePanel({ pixel }: { pixel: Pixel }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel title="Delete">
      <p className="mb-3 max-w-xl">
        Deleting this pixel removes its visitors with everything they did. Leads that came from them stay.
      </p>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Delete this pixel
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        size="sm"
        title={`Delete ${pixel.name}?`}
        description="Its visitors, visits and events are removed. This cannot be undone."
        footer={<Button onClick={() => setOpen(false)}>Cancel</Button>}
      >
        {isOpen ? <DeleteForm pixel={pixel} /> : null}
      </Dialog>
    </Panel>
  )
}

/** Typing the name is the confirmation: nobody does that by mistake. */
function DeleteForm({ pixel }: { pixel: Pixel }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const remove = useMutation({
    mutationFn: () => api('DELETE', `/api/pixels/${pixel.id}`),
    onSuccess: async () => {
      await navigate({ to: '/pixels' })
      toast({ title: `${pixel.name} deleted` })
      await client.invalidateQueries({ queryKey: ['pixels'] })
      await client.invalidateQueries({ queryKey: ['visitors'] })
    },
  })
  const isRight = typed.trim() === pixel.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isRight && !remove.isPending) remove.mutate()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={`Type ${pixel.name} to confirm`}>
        <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
      </Field>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {remove.error ? errorText(remove.error) : null}
      </p>
      <div>
        <Button variant="danger" type="submit" disabled={!isRight} busy={remove.isPending}>
          Delete {pixel.name} and its visitors
        </Button>
      </div>
    </form>
  )
}
