import { Badge } from '../../../../ui/index.ts'
import type { ReturnStatus } from '../../schema.ts'
import { statusTones, statusWord, type Viewer } from './words.ts'

/** How a return stands; `isNamed` where nothing else on the line says that it is one. */
export function ReturnBadge({
  status,
  viewer = 'buyer',
  isNamed = false,
}: {
  status: ReturnStatus
  viewer?: Viewer
  isNamed?: boolean
}) {
  const word = statusWord(status, viewer)
  return (
    <Badge tone={statusTones[status]}>
      {isNamed ? (status === 'accepted' ? 'Returned' : `Return: ${word.toLowerCase()}`) : word}
    </Badge>
  )
}
