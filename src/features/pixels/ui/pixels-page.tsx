import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Button, DataTable, EmptyState, ListPage, PageHeader, usePages } from '../../../ui/index.ts'
import type { ListedPixel } from '../schema.ts'
import { pixelColumns, pixelIdOf, pixelNameOf } from './pixel-columns.tsx'
import { SilenceNotice } from './silence-notice.tsx'
import { useIsAdmin, usePixelsLive } from './use-pixels.ts'

/** Pixels: the sites of the workspace and whether events come from them. */
export function PixelsPage() {
  const navigate = useNavigate()
  const isAdmin = useIsAdmin()
  const pixels = usePages<ListedPixel>({ key: ['pixels', 'list'], path: '/api/pixels' })
  usePixelsLive()
  const add = isAdmin ? (
    <Button asChild variant="primary">
      <Link to="/pixels/new">
        <Plus aria-hidden className="size-4" />
        Add a pixel
      </Link>
    </Button>
  ) : null
  return (
    <ListPage>
      <PageHeader
        title="Pixels"
        note="One script for each site: it tells who visits."
        actions={
          <>
            <Button asChild>
              <Link to="/visitors">Visitors</Link>
            </Button>
            {pixels.rows.length > 0 ? add : null}
          </>
        }
      />
      <SilenceNotice />
      <DataTable
        id="pixels"
        label="Pixels"
        noun={['pixel', 'pixels']}
        columns={pixelColumns}
        pages={pixels}
        rowId={pixelIdOf}
        rowLabel={pixelNameOf}
        hrefOf={(pixel) => `/pixels/${pixel.id}`}
        onOpen={(pixel) => navigate({ to: '/pixels/$pixelId', params: { pixelId: pixel.id } })}
        empty={
          <EmptyState title="No pixels yet" action={add}>
            A pixel is a small script on your site. It shows here which sites send events, and under Visitors
            who is there.
          </EmptyState>
        }
      />
    </ListPage>
  )
}
