import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Archive, ArchiveRestore, Copy, CopyPlus, Ellipsis, Pause, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, Button, errorText, Menu, type MenuEntry, toast, useCommand } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { useStatus } from './use-status.ts'

interface SegmentMenuProps {
  segment: Segment
  /** There are changes that can be kept beside the old one. */
  onSaveCopy: (() => void) | undefined
  onGone: () => void
}

/** Everything that can be done with a segment as a whole; the palette has it too. */
export function SegmentMenu({ segment, onSaveCopy, onGone }: SegmentMenuProps) {
  const [isDeleting, setDeleting] = useState(false)
  const duplicate = useDuplicate()
  const status = useStatus()
  const to = (next: Segment['status']) => status.mutate({ segments: [segment], status: next })
  const remove = () => setTimeout(() => setDeleting(true))
  useCommand({
    id: 'segment.duplicate',
    label: 'Duplicate this segment',
    icon: <Copy />,
    run: () => duplicate.mutate(segment),
  })
  useCommand({ id: 'segment.delete', label: 'Delete this segment', icon: <Trash2 />, run: remove })
  useCommand({
    id: 'segment.archive',
    label: 'Archive this segment',
    icon: <Archive />,
    enabled: segment.status !== 'archived',
    run: () => to('archived'),
  })
  const items: MenuEntry[] = [
    ...(onSaveCopy ? [{ label: 'Save changes as a copy', icon: <CopyPlus />, onSelect: onSaveCopy }] : []),
    { label: 'Duplicate', icon: <Copy />, onSelect: () => duplicate.mutate(segment) },
    'separator',
    ...(segment.status === 'active'
      ? [
          {
            label: 'Pause',
            note: 'No daily count and no standing order',
            icon: <Pause />,
            onSelect: () => to('paused'),
          },
        ]
      : []),
    ...(segment.status === 'paused'
      ? [{ label: 'Make active', icon: <Play />, onSelect: () => to('active') }]
      : []),
    segment.status === 'archived'
      ? { label: 'Take out of the archive', icon: <ArchiveRestore />, onSelect: () => to('active') }
      : { label: 'Archive', icon: <Archive />, onSelect: () => to('archived') },
    'separator',
    // The menu gives the focus back first, so that the dialog returns it there.
    { label: 'Delete', icon: <Trash2 />, tone: 'danger', onSelect: remove },
  ]
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button aria-label="More actions" className="px-2">
            <Ellipsis className="size-4" />
          </Button>
        }
        items={items}
      />
      <DeleteDialog segments={[segment]} open={isDeleting} onOpenChange={setDeleting} onDeleted={onGone} />
    </>
  )
}

function useDuplicate() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ id }: Segment) => api<Segment>('POST', `/api/segments/${id}/duplicates`),
    onSuccess: (copy) => {
      void client.invalidateQueries({ queryKey: ['segments'] })
      toast({ title: `Duplicated as “${copy.name}”`, tone: 'good' })
      void navigate({ to: '/segments/$segmentId', params: { segmentId: copy.id } })
    },
    onError: (error) => toast.error('The segment could not be duplicated', errorText(error)),
  })
}
