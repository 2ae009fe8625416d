import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, errorText, patchRow, toast } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { segmentKey } from '../use-segment.ts'

/** Turns a favourite on or off, at once. */
export function useFavourite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, favourite }: Segment) =>
      api(favourite ? 'DELETE' : 'PUT', `/api/segments/${id}/favourite`),
    onMutate: (segment) => {
      const one = segmentKey(segment.id)
      const favourite = !segment.favourite
      const before = client.getQueryData<Segment>(one)
      if (before) client.setQueryData<Segment>(one, { ...before, favourite })
      const putBack = patchRow<Segment>(client, ['segments', 'list'], segment.id, { favourite })
      return () => {
        putBack()
        if (before) client.setQueryData(one, before)
      }
    },
    onError: (error, _, putBack) => {
      putBack?.()
      toast.error('The favourite could not be changed', errorText(error))
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['segments', 'list'] }),
  })
}
