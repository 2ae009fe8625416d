import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../../../ui/index.ts'

interface SaveFormProps {
  onSave: (values: FormData) => void
  busy: boolean
  /** What went wrong with the whole of it. */
  problem: string | null
  canSave: boolean
  children: ReactNode
}

/** Fields of a pixel with one button to save them; for members they are to be read. */
export function SaveForm({ onSave, busy, problem, canSave, children }: SaveFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSave(new FormData(event.currentTarget))
  }
  return (
    <form onSubmit={submit} className="flex max-w-xl flex-col gap-3" noValidate>
      <fieldset disabled={!canSave} className="contents">
        {children}
      </fieldset>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {problem}
      </p>
      {canSave ? (
        <div>
          <Button type="submit" busy={busy}>
            Save
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">An owner or admin can change this.</p>
      )}
    </form>
  )
}

/** The lines of a field that are not empty. */
export function linesOf(values: FormData, name: string): string[] {
  return String(values.get(name) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

/** Words between commas or spaces. */
export function listOf(values: FormData, name: string): string[] {
  return String(values.get(name) ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
}
