import { Button, Dialog, RelativeTime } from '../../../../ui/index.ts'

interface ConflictDialogProps {
  open: boolean
  name: string
  changedAt: string | null
  isBusy: boolean
  onClose: () => void
  onTakeTheirs: () => void
  onSaveOver: () => void
  onSaveCopy: () => void
}

/** Two people changed the same segment: who wins is theirs to say. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { open, name, changedAt, isBusy, onClose, onTakeTheirs, onSaveOver, onSaveCopy } = props
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title="Somebody else changed this segment"
      footer={
        <>
          <Button variant="danger" onClick={onTakeTheirs}>
            Discard mine
          </Button>
          <Button busy={isBusy} onClick={onSaveOver}>
            Save mine over it
          </Button>
          <Button variant="primary" busy={isBusy} onClick={onSaveCopy}>
            Save mine as a copy
          </Button>
        </>
      }
    >
      <p>
        “{name}” was saved {changedAt ? <RelativeTime at={changedAt} /> : 'meanwhile'}, after you opened it.
        Nothing of yours is saved yet.
      </p>
    </Dialog>
  )
}
