import { Link, useParams } from '@tanstack/react-router'
import {
  Badge,
  Button,
  ErrorState,
  Page,
  PageHeader,
  Panel,
  SkeletonLines,
  TabPanel,
  Tabs,
  useSearchParams,
} from '../../../ui/index.ts'
import type { Pixel } from '../schema.ts'
import { InstallGuide } from './install/install-guide.tsx'
import { LiveTest } from './install/live-test.tsx'
import { ConsentPanel } from './pixel/consent-panel.tsx'
import { DeletePanel } from './pixel/delete-panel.tsx'
import { DropsPanel } from './pixel/drops-panel.tsx'
import { ExclusionsPanel } from './pixel/exclusions-panel.tsx'
import { KeptPanel } from './pixel/kept-panel.tsx'
import { RulesPanel } from './pixel/rules-panel.tsx'
import { SitePanel } from './pixel/site-panel.tsx'
import { SuperpixelPanel } from './pixel/superpixel-panel.tsx'
import { useIsAdmin, usePixel } from './use-pixels.ts'
import { stateWords } from './words.ts'

/** One pixel: whether it works, its snippet, its settings. */
export function PixelPage() {
  const { pixelId } = useParams({ strict: false })
  const pixel = usePixel(pixelId)
  const { data } = pixel
  return (
    <Page narrow>
      <PageHeader
        title={data?.name ?? 'Pixel'}
        note={
          data ? (
            <span className="flex flex-wrap items-center gap-2">
              <span className="break-all">{data.website_url}</span>
              <Badge tone={stateWords[data.state].tone}>{stateWords[data.state].label}</Badge>
            </span>
          ) : undefined
        }
        actions={
          <>
            <Button asChild>
              <Link to="/pixels">All pixels</Link>
            </Button>
            <Button asChild>
              <Link to="/visitors" search={pixelId ? { pixel: pixelId } : {}}>
                Its visitors
              </Link>
            </Button>
          </>
        }
      />
      {pixel.isPending ? (
        <div className="px-5">
          <SkeletonLines lines={8} />
        </div>
      ) : null}
      {pixel.isError ? (
        <ErrorState title="The pixel could not be read" error={pixel.error} retry={pixel.refetch} />
      ) : null}
      {data ? <PixelTabs key={data.id} pixel={data} /> : null}
    </Page>
  )
}

const tabs = [
  { value: 'status', label: 'Status' },
  { value: 'snippet', label: 'Snippet' },
  { value: 'settings', label: 'Settings' },
  { value: 'leads', label: 'Leads' },
]

function PixelTabs({ pixel }: { pixel: Pixel }) {
  const [params, update] = useSearchParams()
  const isAdmin = useIsAdmin()
  const tab = tabs.some(({ value }) => value === params.tab) ? (params.tab ?? '') : 'status'
  return (
    <Tabs
      label="About this pixel"
      tabs={tabs}
      value={tab}
      onValueChange={(next) => update({ tab: next === 'status' ? undefined : next })}
    >
      <TabPanel value="status">
        <Panel title="Now">
          <LiveTest pixel={pixel} />
        </Panel>
        <DropsPanel pixelId={pixel.id} />
      </TabPanel>
      <TabPanel value="snippet">
        <Panel title="Where the snippet goes">
          <InstallGuide pixel={pixel} />
        </Panel>
      </TabPanel>
      <TabPanel value="settings">
        <SitePanel pixel={pixel} />
        <ConsentPanel pixel={pixel} />
        <ExclusionsPanel pixel={pixel} />
        <SuperpixelPanel pixel={pixel} />
        {isAdmin ? <KeptPanel /> : null}
        {isAdmin ? <DeletePanel pixel={pixel} /> : null}
      </TabPanel>
      <TabPanel value="leads">
        <RulesPanel pixel={pixel} />
      </TabPanel>
    </Tabs>
  )
}
