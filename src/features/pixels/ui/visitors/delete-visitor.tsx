import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, ConfirmDialog, dropRows, IconButton, plural, toast } from '../../../../ui/index.ts'
import type { Visitor } from '../../visitors/schema.ts'
import { visitorNameOf } from './visitor.ts'

export function DeleteVisitor({ visitor, onDeleted }: { visitor: Visitor; onDeleted: () => void }) {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const name = visitorNameOf(visitor)
  return (
    <>
      <IconButton label="Delete this visitor" onClick={() => setOpen(true)}>
        <Trash2 />
      </IconButton>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Delete ${name} with ${plural(visitor.sessions, 'visit')}?`}
        confirmLabel={`Delete ${plural(visitor.sessions, 'visit')}`}
        tone="danger"
        onConfirm={async () => {
          await api('DELETE', `/api/visitors/${visitor.id}`)
          dropRows(client, ['visitors', 'list'], [visitor.id])
          onDeleted()
          toast({ title: `${name} deleted` })
        }}
      >
        Everything this browser did is removed, which cannot be undone. A lead that came from it stays. If the
        browser comes again, it begins anew.
      </ConfirmDialog>
    </>
  )
}
