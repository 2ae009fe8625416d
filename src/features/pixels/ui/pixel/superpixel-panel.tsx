import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, Badge, Button, errorText, Panel, toast } from '../../../../ui/index.ts'
import type { Pixel } from '../../schema.ts'
import type { Superpixel } from '../../superpixel/schema.ts'
import { useIsAdmin } from '../use-pixels.ts'

/** AudienceLab's pixel of the same site as another source of visits; nothing where the installation has none. */
export function SuperpixelPanel({ pixel }: { pixel: Pixel }) {
  const client = useQueryClient()
  const isAdmin = useIsAdmin()
  const path = `/api/pixels/${pixel.id}/superpixel`
  const queryKey = ['pixels', 'superpixel', pixel.id]
  const superpixel = useQuery({ queryKey, queryFn: ({ signal }) => api<Superpixel>('GET', path, { signal }) })
  const make = useMutation({
    mutationFn: () => api<Superpixel>('POST', path),
    onSuccess: (made) => {
      client.setQueryData(queryKey, made)
      toast({ title: 'Made at AudienceLab' })
    },
  })
  const isConnected = superpixel.data?.connected ?? pixel.superpixel
  if (!isConnected && !superpixel.data?.available) return null
  return (
    <Panel title="AudienceLab" actions={isConnected ? <Badge tone="good">Connected</Badge> : null}>
      <p className="max-w-xl">
        {isConnected
          ? 'What AudienceLab sees of this site comes here too, with the people it recognises.'
          : 'AudienceLab can watch the same site and tell who its visitors are. Its own script goes into the page beside this one.'}
      </p>
      {!isConnected && isAdmin ? (
        <div className="mt-3">
          <Button busy={make.isPending} onClick={() => make.mutate()}>
            Make this pixel at AudienceLab
          </Button>
        </div>
      ) : null}
      <p role="alert" className="mt-2 text-sm text-bad empty:hidden">
        {make.error ? errorText(make.error) : null}
      </p>
    </Panel>
  )
}
