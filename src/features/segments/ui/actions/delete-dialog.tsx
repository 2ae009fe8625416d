import { useQueryClient } from '@tanstack/react-query'
import { ApiError, api, ConfirmDialog, dropRows, plural, toast } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'

interface DeleteDialogProps {
  segments: readonly Pick<Segment, 'id' | 'name' | 'standing_order'>[]
  open: boolean
  onOpenChange: (open: boolean) => void
  onDeleted: () => void
}

/** Deleting cannot be taken back, so it says what goes and what stays. */
export function DeleteDialog({ segments, open, onOpenChange, onDeleted }: DeleteDialogProps) {
  const client = useQueryClient()
  const [first] = segments
  const what = segments.length === 1 && first ? `“${first.name}”` : plural(segments.length, 'segment')
  const orders = segments.filter(({ standing_order }) => standing_order !== null).length

  async function remove() {
    for (const { id } of segments) await removeOne(id)
    onDeleted()
    dropRows(
      client,
      ['segments', 'list'],
      segments.map(({ id }) => id),
    )
    void client.invalidateQueries({ queryKey: ['segments', 'list'] })
    void client.invalidateQueries({ queryKey: ['segments', 'folders'] })
    toast({ title: `${what} deleted` })
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${what}?`}
      confirmLabel={segments.length === 1 ? 'Delete segment' : `Delete ${plural(segments.length, 'segment')}`}
      tone="danger"
      onConfirm={remove}
    >
      Its rules and its history go
      {orders > 0 ? `, and ${orders === 1 ? 'a standing order ends' : `${orders} standing orders end`}` : ''}.
      Leads that were pulled stay. This cannot be undone; archiving can.
    </ConfirmDialog>
  )
}

/** Somebody else may have deleted it already. */
async function removeOne(id: string): Promise<void> {
  try {
    await api('DELETE', `/api/segments/${id}`)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error
  }
}
