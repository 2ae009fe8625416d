import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  api,
  Button,
  Dialog,
  errorText,
  Field,
  fieldErrors,
  Input,
  Textarea,
  toast,
} from '../../../../ui/index.ts'
import { inUnit, RULE_FIELDS } from './rule-fields.ts'
import type { RuleVersion } from './rules-panel.tsx'

interface RulesDialogProps {
  kind: 'money' | 'commission'
  /** The next version follows it, also when it is still to come. */
  newest: RuleVersion
  open: boolean
  onClose: () => void
}

/** Makes the next version: what changes, from when on, and why. */
export function RulesDialog({ kind, newest, open, onClose }: RulesDialogProps) {
  const client = useQueryClient()
  const fields = RULE_FIELDS[kind]
  const [values, setValues] = useState<Record<string, string>>(
    Object.fromEntries(fields.map((field) => [field.name, String(inUnit(field, newest))])),
  )
  const [currency, setCurrency] = useState(String(newest.currency ?? ''))
  const [from, setFrom] = useState('')
  const [reason, setReason] = useState('')
  const rules = Object.fromEntries(
    fields
      .filter((field) => values[field.name]?.trim() && Number(values[field.name]) !== inUnit(field, newest))
      // of something that is no number the API says so
      .map(({ name, per = 1 }) => [name, Math.round(Number(values[name]) * per * 1e6) / 1e6]),
  )
  const changes = {
    ...rules,
    ...(kind === 'money' && currency !== newest.currency ? { currency: currency.trim().toLowerCase() } : {}),
  }
  const count = Object.keys(changes).length
  const save = useMutation({
    mutationFn: () =>
      api<{ version: number }>('POST', `/api/operator/rules/${kind}`, {
        body: {
          ...{ seen_version: newest.version, rules: changes, reason },
          effective_at: from ? new Date(from).toISOString() : null,
        },
      }),
    onSuccess: async ({ version }) => {
      toast({
        title: `Version ${version} ${from ? 'is planned' : 'holds now'}`,
        description: kind === 'commission' ? 'Partners were told.' : '',
        tone: 'good',
      })
      await client.invalidateQueries({ queryKey: ['operator-rules'] })
      onClose()
    },
  })
  const errors = fieldErrors(save.error)
  const isElsewhere =
    save.error &&
    !Object.keys(errors).some(
      (path) => path === 'effective_at' || path === 'reason' || path.startsWith('rules'),
    )
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      size="lg"
      title={kind === 'commission' ? 'Change what partners earn' : 'Change how money is handled'}
      description={`Makes version ${newest.version + 1}. What was bought and sold before keeps its version.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={save.isPending}
            disabled={count === 0 || !reason.trim()}
            onClick={() => save.mutate()}
          >
            {from ? 'Plan' : 'Begin'} version {newest.version + 1}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-3">
          {fields.map(({ name, label, unit, hint }) => (
            <Field
              key={name}
              label={`${label} (${unit})`}
              error={errors[`rules.${name}`]}
              {...(hint ? { hint } : {})}
            >
              <Input
                inputMode="decimal"
                value={values[name] ?? ''}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            </Field>
          ))}
          {kind === 'money' ? (
            <Field
              label="Currency"
              error={errors['rules.currency']}
              hint="Until money is taken or paid in it."
            >
              <Input value={currency} onChange={(event) => setCurrency(event.target.value)} />
            </Field>
          ) : null}
        </div>
        <Field label="From" error={errors.effective_at} hint="In your time; leave it empty to begin at once.">
          <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label="Why" error={errors.reason} hint="Kept with the version and in the audit log." required>
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {isElsewhere ? errorText(save.error) : null}
        </p>
      </div>
    </Dialog>
  )
}
