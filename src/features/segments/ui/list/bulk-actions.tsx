import { Archive, ArchiveRestore, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, plural, type SelectionState } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { DeleteDialog } from '../actions/delete-dialog.tsx'
import { useStatus } from '../actions/use-status.ts'

interface BulkActionsProps {
  selection: SelectionState
  rows: readonly Segment[]
}

/** What can be done with the chosen segments together. */
export function BulkActions({ selection, rows }: BulkActionsProps) {
  const [deleting, setDeleting] = useState<readonly Segment[]>([])
  const status = useStatus()
  const chosen = rows.filter(({ id }) => selection.has(id))
  const active = chosen.filter(({ status }) => status !== 'archived')
  const archived = chosen.filter(({ status }) => status === 'archived')
  const move = (segments: readonly Segment[], to: Segment['status']) =>
    status.mutate({ segments, status: to }, { onSuccess: selection.clear })
  return (
    <>
      {active.length > 0 ? (
        <Button
          size="sm"
          icon={<Archive className="size-3.5" />}
          busy={status.isPending}
          onClick={() => move(active, 'archived')}
        >
          Archive {plural(active.length, 'segment')}
        </Button>
      ) : null}
      {archived.length > 0 ? (
        <Button
          size="sm"
          icon={<ArchiveRestore className="size-3.5" />}
          busy={status.isPending}
          onClick={() => move(archived, 'active')}
        >
          Bring back {plural(archived.length, 'segment')}
        </Button>
      ) : null}
      <Button
        size="sm"
        variant="danger"
        icon={<Trash2 className="size-3.5" />}
        onClick={() => setDeleting(chosen)}
      >
        Delete {plural(chosen.length, 'segment')}
      </Button>
      <DeleteDialog
        segments={deleting}
        open={deleting.length > 0}
        onOpenChange={(open) => open || setDeleting([])}
        onDeleted={selection.clear}
      />
    </>
  )
}
