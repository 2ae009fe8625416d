import { type FormEvent, useState } from 'react'
import { Button, Checkbox, Dialog, errorText, toast } from '../../../../ui/index.ts'
import type { Guards, MemberGuardSettings } from '../../schema.ts'
import { GuardsLimitFields, limitsOf, textsOf } from './limit-fields.tsx'
import { useSetMemberGuards } from './use-guards.ts'

interface MemberDialogProps {
  row: Guards['members'][number]
  onClose: () => void
}

const isNothing = ({ frozen, monthly_cap, confirm_above }: MemberGuardSettings) =>
  !frozen && monthly_cap === null && confirm_above === null

export function GuardsMemberDialog({ row, onClose }: MemberDialogProps) {
  const [texts, setTexts] = useState(textsOf(row))
  const [frozen, setFrozen] = useState(row.frozen)
  const [isTried, setTried] = useState(false)
  const save = useSetMemberGuards(row.user_id)
  const limits = limitsOf(texts)
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!limits) return
    const settings = { ...limits, frozen }
    if (isNothing(settings) && isNothing(row)) return onClose()
    save.mutate(isNothing(settings) ? null : settings, {
      onSuccess: () => {
        toast({ title: `Guards of ${row.name} saved` })
        onClose()
      },
    })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`Guards of ${row.name}`}
      description="Besides those of the workspace, which hold for everybody."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="member-guards" busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="member-guards" onSubmit={submit} noValidate className="flex flex-col gap-3">
        <GuardsLimitFields texts={texts} onChange={setTexts} isTried={isTried} />
        <Checkbox
          label="May not spend"
          hint="Their orders and quotes are refused. They can still work with leads."
          checked={frozen}
          onCheckedChange={setFrozen}
        />
        {save.error ? (
          <p role="alert" className="text-bad">
            {errorText(save.error)}
          </p>
        ) : null}
      </form>
    </Dialog>
  )
}
