import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  api,
  Button,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  errorText,
  Field,
  fieldErrors,
  formatCount,
  Input,
  ListPage,
  PageHeader,
  RelativeTime,
  toast,
  usePages,
} from '../../../../ui/index.ts'
import type { StrayPixel } from '../../superpixel/schema.ts'

const strayIdOf = (stray: StrayPixel) => stray.superpixel_id

const columns: Column<StrayPixel>[] = [
  { id: 'id', header: 'At AudienceLab', width: 300, grow: true, fixed: true, card: 'title', cell: strayIdOf },
  {
    id: 'host',
    header: 'Site',
    width: 220,
    card: 'note',
    cell: (stray) => stray.host ?? <span className="text-faint">–</span>,
  },
  {
    id: 'events',
    header: 'Events',
    align: 'right',
    width: 100,
    value: (stray) => stray.events,
    cell: (stray) => <span className="tabular">{formatCount(stray.events)}</span>,
  },
  { id: 'first', header: 'First sent', width: 130, cell: (stray) => <RelativeTime at={stray.first_at} /> },
  { id: 'last', header: 'Last sent', width: 130, cell: (stray) => <RelativeTime at={stray.last_at} /> },
]

/** Pixels of AudienceLab that send here and are nobody's: the operator says whose they are. */
export function StraysPage() {
  const strays = usePages<StrayPixel>({
    key: ['superpixel-strays'],
    path: '/api/operator/superpixel-strays',
  })
  const [chosen, choose] = useState<StrayPixel | null>(null)
  return (
    <ListPage>
      <PageHeader
        title="Unknown pixels"
        note="They send events from AudienceLab, and no workspace has them."
      />
      <DataTable
        id="superpixel-strays"
        label="Unknown pixels"
        noun={['unknown pixel', 'unknown pixels']}
        columns={columns}
        pages={strays}
        rowId={strayIdOf}
        rowLabel={strayIdOf}
        onOpen={choose}
        empty={
          <EmptyState title="No unknown pixels">
            A pixel of AudienceLab that sends events here and belongs to no workspace appears here, to be
            given to the pixel of its site.
          </EmptyState>
        }
      />
      <Dialog
        open={chosen !== null}
        onOpenChange={(open) => open || choose(null)}
        size="sm"
        title="Whose pixel is it?"
        description={chosen ? `${chosen.superpixel_id}, last heard of ${chosen.host ?? 'no site'}` : ''}
        footer={<Button onClick={() => choose(null)}>Cancel</Button>}
      >
        {chosen ? <AssignForm stray={chosen} onDone={() => choose(null)} /> : null}
      </Dialog>
    </ListPage>
  )
}

function AssignForm({ stray, onDone }: { stray: StrayPixel; onDone: () => void }) {
  const client = useQueryClient()
  const [key, setKey] = useState('')
  const assign = useMutation({
    mutationFn: () =>
      api('POST', `/api/operator/superpixel-strays/${encodeURIComponent(stray.superpixel_id)}/assignment`, {
        body: { key },
      }),
    onSuccess: async () => {
      onDone()
      toast({ title: 'Its events are that pixel’s from now on' })
      await client.invalidateQueries({ queryKey: ['superpixel-strays'] })
    },
  })
  const wrong = fieldErrors(assign.error).key ?? (assign.error ? errorText(assign.error) : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!assign.isPending) assign.mutate()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <Field
        label="Key of the pixel"
        hint="It stands in the snippet of the site: /px/KEY.js"
        error={wrong}
        required
      >
        <Input value={key} onChange={(event) => setKey(event.target.value)} autoComplete="off" />
      </Field>
      <div>
        <Button variant="primary" type="submit" busy={assign.isPending}>
          Give it to this pixel
        </Button>
      </div>
    </form>
  )
}
