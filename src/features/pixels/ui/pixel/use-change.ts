import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, errorText, fieldErrors, toast } from '../../../../ui/index.ts'
import type { Pixel, PixelChange } from '../../schema.ts'

/** Saves a part of a pixel. What was typed stays when the server refuses it. */
export function useChangePixel(id: string) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (body: PixelChange) => api<Pixel>('PATCH', `/api/pixels/${id}`, { body }),
    onSuccess: (pixel) => {
      client.setQueryData(['pixels', 'one', id], pixel)
      void client.invalidateQueries({ queryKey: ['pixels'] })
      toast({ title: 'Saved' })
    },
  })
  return { ...change, ...wordsOf(change.error) }
}

/** What the server said of each field, also of one entry of a list, and of the whole. */
export function wordsOf(error: Error | null) {
  const errors = Object.entries(fieldErrors(error))
  return {
    errorOf: (field: string) => errors.find(([path]) => path === field || path.startsWith(`${field}.`))?.[1],
    problem: error && errors.length === 0 ? errorText(error) : null,
  }
}
