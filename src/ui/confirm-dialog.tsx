import { type ReactNode, useState } from 'react'
import { errorText } from './api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Names the thing and the number: "Withdraw 12 listings?" */
  title: string
  /** What will happen, and that it cannot be undone if so. */
  children?: ReactNode
  /** The verb: "Withdraw 12 listings". */
  confirmLabel: string
  tone?: 'primary' | 'danger'
  /** The dialog closes when it resolves; when it throws, the reason is shown and the dialog stays. */
  onConfirm: () => Promise<unknown> | unknown
}

/** For what cannot be undone; what can be gets `toast.undo` instead. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, confirmLabel, tone = 'primary', onConfirm } = props
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function confirm() {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (error) {
      setProblem(errorText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setProblem(null)
        onOpenChange(next)
      }}
      size="sm"
      title={title}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant={tone} busy={busy} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {problem ? (
        <p role="alert" className="mt-3 text-bad">
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}
