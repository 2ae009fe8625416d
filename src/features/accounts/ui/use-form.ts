import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { errorText, fieldErrors } from '../../../ui/index.ts'

export interface FormState<T> {
  /** What went wrong with a field, by its name. */
  errors: Record<string, string>
  /** What went wrong otherwise. */
  problem: string | null
  busy: boolean
  result: T | undefined
  onSubmit(event: FormEvent<HTMLFormElement>): void
}

/** A form whose fields are sent by name; what was typed stays when the server refuses it. */
export function useForm<T>(send: (values: Record<string, string>) => Promise<T>): FormState<T> {
  const mutation = useMutation({ mutationFn: send })
  const errors = fieldErrors(mutation.error)
  return {
    errors,
    problem: mutation.error && Object.keys(errors).length === 0 ? errorText(mutation.error) : null,
    busy: mutation.isPending,
    result: mutation.data,
    onSubmit(event) {
      event.preventDefault()
      const values = Object.fromEntries(
        [...new FormData(event.currentTarget)].filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        ),
      )
      mutation.mutate(values)
    },
  }
}
