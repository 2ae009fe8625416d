import { type KeyboardEvent, useRef, useState } from 'react'
import { Badge, errorText, fieldErrors, Input, Textarea, Tooltip } from '../../../../ui/index.ts'
import { type ContactStatus, contactTones, contactWords } from '../words.ts'

interface EditableFieldProps {
  label: string
  value: string
  verification?: ContactStatus | undefined
  /** The value as it was given, where it differs. */
  original?: string | undefined
  isLong?: boolean | undefined
  onSave: (text: string) => Promise<unknown>
}

/** A value that becomes a field when pressed. What was typed stays until it is saved or left. */
export function EditableField({ label, value, verification, original, isLong, onSave }: EditableFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)

  function close() {
    setDraft(null)
    setProblem(null)
    requestAnimationFrame(() => button.current?.focus())
  }

  async function save() {
    if (draft === null || draft.trim() === value) return close()
    try {
      await onSave(draft)
      close()
    } catch (error) {
      setProblem(Object.values(fieldErrors(error))[0] ?? errorText(error))
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
    if (event.key === 'Enter' && !(isLong && event.shiftKey)) {
      event.preventDefault()
      void save()
    }
  }

  const control = {
    'aria-label': label,
    'aria-invalid': problem !== null,
    autoFocus: true,
    value: draft ?? '',
    onBlur: () => void save(),
    onKeyDown,
  }
  return (
    <div className="flex min-h-9 items-start gap-3">
      <dt className="w-32 shrink-0 py-2 text-muted">{label}</dt>
      <dd className="min-w-0 flex-1 py-0.5">
        {draft === null ? (
          <button
            ref={button}
            type="button"
            aria-label={`${label}: ${value || 'empty'}, edit`}
            onClick={() => setDraft(value)}
            className="flex min-h-8 w-full items-center gap-2 rounded-sm px-1.5 text-left hover:bg-hover"
          >
            <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">
              {value || <span className="text-faint">–</span>}
            </span>
            {verification ? (
              <Badge tone={contactTones[verification]}>{contactWords[verification]}</Badge>
            ) : null}
            {original && original !== value ? (
              <Tooltip label={`Given as ${original}`}>
                <span className="text-xs text-faint">as given</span>
              </Tooltip>
            ) : null}
          </button>
        ) : isLong ? (
          <Textarea {...control} rows={4} onChange={(event) => setDraft(event.target.value)} />
        ) : (
          <Input {...control} onChange={(event) => setDraft(event.target.value)} />
        )}
        {problem ? (
          <p role="alert" className="px-1.5 text-sm text-bad">
            {problem}
          </p>
        ) : null}
      </dd>
    </div>
  )
}
