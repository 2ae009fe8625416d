import { useNavigate } from '@tanstack/react-router'
import { toast, useLive } from '../../../ui/index.ts'

/** Shows nothing: says on whatever page one is that a pixel has fallen silent. */
export function SilenceToast() {
  const navigate = useNavigate()
  useLive(['pixel.silent'], ({ pixel_id: pixelId }) => {
    if (typeof pixelId !== 'string') return
    toast({
      id: `silent ${pixelId}`,
      title: 'A pixel has fallen silent',
      description: 'For unusually long no event came from its site.',
      tone: 'bad',
      action: {
        label: 'Find out why',
        run: () => void navigate({ to: '/pixels/$pixelId', params: { pixelId } }),
      },
    })
  })
  return null
}
