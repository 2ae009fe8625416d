import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, errorText, plural, toast } from '../../../../ui/index.ts'
import type { Segment, SegmentStatus } from '../../schema.ts'

const done: Record<SegmentStatus, string> = {
  active: 'active again',
  paused: 'paused',
  archived: 'archived',
}

type Changed = Pick<Segment, 'id' | 'name' | 'status'>

/** Pauses, archives or brings back segments; one press takes it back. */
export function useStatus() {
  const client = useQueryClient()
  const freshen = () => client.invalidateQueries({ queryKey: ['segments'] })
  const send = (id: string, status: SegmentStatus) =>
    api<Segment>('PATCH', `/api/segments/${id}`, { body: { status } })

  async function undo(segments: readonly Changed[]) {
    try {
      for (const { id, status } of segments) await send(id, status)
    } catch (error) {
      toast.error('It could not be undone', errorText(error))
    }
    await freshen()
  }

  return useMutation({
    mutationFn: async ({ segments, status }: { segments: readonly Changed[]; status: SegmentStatus }) => {
      for (const { id } of segments) await send(id, status)
    },
    onSuccess: (_, { segments, status }) => {
      const [only] = segments
      const what = segments.length === 1 && only ? `“${only.name}”` : plural(segments.length, 'segment')
      toast.undo(`${what} ${done[status]}`, () => void undo(segments))
    },
    onError: (error) => toast.error('The segment could not be changed', errorText(error)),
    onSettled: freshen,
  })
}
