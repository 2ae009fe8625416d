import { Badge, type Column, formatCount, RelativeTime } from '../../../ui/index.ts'
import type { ListedPixel } from '../schema.ts'
import { CopyButton } from './copy-button.tsx'
import { stateWords } from './words.ts'

export const pixelIdOf = (pixel: ListedPixel) => pixel.id
export const pixelNameOf = (pixel: ListedPixel) => pixel.name

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)

export const pixelColumns: Column<ListedPixel>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 220,
    grow: true,
    fixed: true,
    card: 'title',
    cell: (pixel) => pixel.name,
  },
  {
    id: 'site',
    header: 'Site',
    width: 220,
    card: 'note',
    cell: (pixel) => <span className="truncate">{hostOf(pixel.website_url)}</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: 160,
    card: 'side',
    value: (pixel) => pixel.state,
    cell: (pixel) => <Badge tone={stateWords[pixel.state].tone}>{stateWords[pixel.state].label}</Badge>,
  },
  {
    id: 'online',
    header: 'On the site now',
    align: 'right',
    width: 130,
    value: (pixel) => pixel.online,
    cell: (pixel) => <span className="tabular">{formatCount(pixel.online)}</span>,
  },
  {
    id: 'today',
    header: 'Events today',
    align: 'right',
    width: 120,
    cell: (pixel) => <span className="tabular">{formatCount(pixel.events_today)}</span>,
  },
  {
    id: 'last',
    header: 'Last event',
    width: 130,
    cell: (pixel) =>
      pixel.last_event_at ? <RelativeTime at={pixel.last_event_at} /> : <span className="text-faint">–</span>,
  },
  {
    id: 'snippet',
    header: 'Snippet',
    width: 90,
    cell: (pixel) => <CopyButton small text={pixel.snippet} label={`Copy the snippet of ${pixel.name}`} />,
  },
]
