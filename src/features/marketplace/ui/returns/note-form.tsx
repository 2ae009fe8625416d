import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, errorText, Field, Textarea } from '../../../../ui/index.ts'
import { MAX_EVIDENCE } from '../../schema.ts'

interface NoteFormProps {
  label: string
  hint: string
  accept: string
  refuse: string
  /** A word is needed to accept too, not only to say no. */
  isNoteNeeded: boolean
  send: (answer: { accept: boolean; note: string }) => Promise<void>
}

/** An answer to a return: yes, or no with why. */
export function NoteForm({ label, hint, accept, refuse, isNoteNeeded, send }: NoteFormProps) {
  const [note, setNote] = useState('')
  const answer = useMutation({ mutationFn: send })
  const isBlank = note.trim() === ''
  const give = (isYes: boolean) => answer.mutate({ accept: isYes, note: note.trim() })
  const busyWith = answer.isPending ? answer.variables.accept : null
  return (
    <div className="flex w-full flex-col gap-2">
      <Field label={label} hint={hint}>
        <Textarea
          rows={2}
          maxLength={MAX_EVIDENCE}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {answer.error ? errorText(answer.error) : null}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={busyWith === true}
          disabled={answer.isPending || (isNoteNeeded && isBlank)}
          onClick={() => give(true)}
        >
          {accept}
        </Button>
        <Button
          variant="danger"
          busy={busyWith === false}
          disabled={answer.isPending || isBlank}
          onClick={() => give(false)}
        >
          {refuse}
        </Button>
      </div>
    </div>
  )
}
