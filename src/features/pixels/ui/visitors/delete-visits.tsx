import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Button, ConfirmDialog, toast } from '../../../../ui/index.ts'

/** Removes what a lead did on the sites, in all its browsers. */
export function DeleteVisits({ leadId }: { leadId: string }) {
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="mt-4">
      <Button size="sm" onClick={() => setOpen(true)}>
        Delete all visits
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Delete all visits of this lead?"
        confirmLabel="Delete all visits"
        tone="danger"
        onConfirm={async () => {
          await api('DELETE', `/api/leads/${leadId}/visits`)
          await Promise.all(
            [['lead-visits', leadId], ['visitors'], ['leads']].map((queryKey) =>
              client.invalidateQueries({ queryKey }),
            ),
          )
          toast({ title: 'Visits deleted' })
        }}
      >
        Everything this person did on your sites is removed from all browsers known to be theirs, which cannot
        be undone. The lead stays, without the points its visits gave it.
      </ConfirmDialog>
    </div>
  )
}
