import { useParams } from '@tanstack/react-router'
import { dayName, Page, PageHeader, plural } from '../../../ui/index.ts'
import { useMe } from '../../accounts/ui/index.ts'
import type { Period, WorkspaceStats } from '../schema.ts'
import { CalibrationTab } from './calibration-tab.tsx'
import { CreditsTab } from './credits/credits-tab.tsx'
import { useFigures, useLiveFigures } from './figures/use-figures.ts'
import { FunnelTab } from './funnel-tab.tsx'
import { OverviewTab } from './overview/overview-tab.tsx'
import { PixelsTab } from './pixels/pixels-tab.tsx'
import { QualityTab } from './quality/quality-tab.tsx'
import type { Range } from './range/range.ts'
import { RangePicker } from './range/range-picker.tsx'
import { useRange } from './range/use-range.ts'
import { SegmentsTab } from './segments/segments-tab.tsx'
import { SellingTab } from './selling/selling-tab.tsx'
import { SourcesTab } from './sources-tab.tsx'
import { type AnalyticsTab, AnalyticsTabs, tabs } from './tabs.tsx'

const pages: Record<AnalyticsTab, (props: { range: Range }) => React.ReactNode> = {
  '': OverviewTab,
  quality: QualityTab,
  funnel: FunnelTab,
  sources: SourcesTab,
  segments: SegmentsTab,
  pixels: PixelsTab,
  credits: CreditsTab,
  calibration: CalibrationTab,
  marketplace: SellingTab,
}

/** What works: leads, what they cost and became, live; every figure leads to the rows behind it. */
export function AnalyticsPage() {
  const { tab } = useParams({ strict: false })
  const range = useRange()
  const partner = useMe().workspace?.partner?.status
  useLiveFigures()
  const current = tabs.find(({ value }) => value === tab)?.value ?? ''
  const period = useFigures<WorkspaceStats>('workspace-stats', range.query).data?.period
  const Shown = pages[current]
  return (
    <Page>
      <PageHeader
        title="Analytics"
        note={period ? daysOf(period, range) : 'What works, and what it costs'}
        actions={<RangePicker range={range} period={period} />}
      />
      <AnalyticsTabs
        current={current}
        search={range.search}
        sells={partner === 'approved' || partner === 'suspended'}
      />
      <Shown range={range} />
    </Page>
  )
}

function daysOf({ from, to, days, time_zone }: Period, { value, isCompared }: Range): string {
  const zone = time_zone === 'UTC' ? 'UTC' : time_zone.replaceAll('_', ' ')
  if (value === 'all') return `Everything up to ${dayName(to)} (${zone})`
  const span = from === to ? dayName(to) : `${dayName(from)} to ${dayName(to)}`
  return `${span} (${zone})${isCompared ? `, compared with the ${days === 1 ? 'day' : plural(days, 'day')} before` : ''}`
}
