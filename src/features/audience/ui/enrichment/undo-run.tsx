import { useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { api, Button, ConfirmDialog, formatCredits, plural } from '../../../../ui/index.ts'
import type { RunDetail } from '../../enrichment/schema.ts'

/** Puts back what the run changed, once somebody has read what stays. */
export function UndoRun({ run }: { run: RunDetail }) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button icon={<Undo2 className="size-4" />} onClick={() => setAsking(true)}>
        Undo
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Put ${plural(run.filled, 'lead')} back?`}
        confirmLabel={`Put ${plural(run.filled, 'lead')} back`}
        tone="danger"
        onConfirm={async () => {
          await api('POST', `/api/enrichment/runs/${run.id}/reversal`, { body: {} })
          await client.invalidateQueries({ queryKey: ['enrichment'] })
        }}
      >
        Fields that nobody changed since go back to what they were; the others stay. The{' '}
        {formatCredits(run.credits_charged)} credits stay spent, and the same people cost nothing again for 30
        days after they were paid for.
      </ConfirmDialog>
    </>
  )
}
