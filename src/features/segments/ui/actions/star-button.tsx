import { Star } from 'lucide-react'
import { cn, IconButton } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { useFavourite } from './use-favourite.ts'

/** Puts a segment among one's own favourites, which come first. */
export function StarButton({ segment, className }: { segment: Segment; className?: string }) {
  const favourite = useFavourite()
  return (
    <IconButton
      label={
        segment.favourite ? `Take ${segment.name} out of your favourites` : `Make ${segment.name} a favourite`
      }
      aria-pressed={segment.favourite}
      className={className}
      onClick={(event) => {
        event.stopPropagation()
        favourite.mutate(segment)
      }}
    >
      <Star className={cn(segment.favourite && 'fill-current text-ink')} />
    </IconButton>
  )
}
