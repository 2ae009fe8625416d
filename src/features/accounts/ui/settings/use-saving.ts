import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { errorText, toast } from '../../../../ui/index.ts'

/** A write that freshens the lists it changed, and says so when it fails. */
export function useSaving<V>(save: (value: V) => Promise<unknown>, failed: string, ...keys: QueryKey[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: save,
    onError: (error) => toast.error(failed, errorText(error)),
    onSettled: () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
