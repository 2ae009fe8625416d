// The browser kit: knows no feature. Each export's doc comment holds a usage example.
export {
  ApiError,
  type ApiOptions,
  api,
  errorText,
  fieldErrors,
  type InputError,
  newIdempotencyKey,
  onSignedOut,
  problemOf,
  withQuery,
} from './api.ts'
export { Badge, type Tone } from './badge.tsx'
export { Bar, BarTable } from './bar-table.tsx'
export { Button, type ButtonProps } from './button.tsx'
export type { Series } from './chart-legend.tsx'
export { Checkbox } from './checkbox.tsx'
export { cn } from './cn.ts'
export { type ChartColumn, ColumnChart } from './column-chart.tsx'
export { type Command, useCommand } from './commands.ts'
export { ConfirmDialog } from './confirm-dialog.tsx'
export { Credits } from './credits.tsx'
export type { Column } from './data-table/column.ts'
export { DataTable, type DataTableProps } from './data-table/data-table.tsx'
export type { Selection } from './data-table/selection.ts'
export { type SelectionState, useSelection } from './data-table/use-selection.ts'
export { DayChart, type DayFigure } from './day-chart.tsx'
export { Dialog } from './dialog.tsx'
export { Drawer } from './drawer.tsx'
export { EmptyState } from './empty-state.tsx'
export { ErrorState } from './error-state.tsx'
export { type Factor, FactorBars } from './factor-bars.tsx'
export { Field, useFieldProps } from './field.tsx'
export { decodeFilter, encodeFilter, type FilterDef, type FilterValue } from './filters/codec.ts'
export { FilterBar } from './filters/filter-bar.tsx'
export { type Filters, useFilters } from './filters/use-filters.ts'
export {
  dayName,
  formatBytes,
  formatCount,
  formatCredits,
  formatDate,
  formatDateTime,
  formatDuration,
  formatPercent,
  plural,
} from './format.ts'
export { IconButton } from './icon-button.tsx'
export { Input } from './input.tsx'
export { Kbd } from './kbd.tsx'
export {
  type LiveEvent,
  type LiveState,
  startLive,
  useLive,
  useLiveGap,
  useLiveState,
} from './live.ts'
export { Logo } from './logo.tsx'
export { Menu, type MenuEntry, type MenuItem } from './menu.tsx'
export { ListPage, Page, PageHeader, Panel } from './page.tsx'
export { Popover } from './popover.tsx'
export { ProgressBar } from './progress-bar.tsx'
export { queryClient } from './query.ts'
export { RelativeTime } from './relative-time.tsx'
export { ScoreMark } from './score-mark.tsx'
export type { SearchParams } from './search-codec.ts'
export { useSearchParams } from './search-params.ts'
export { type Option, Select } from './select.tsx'
export { openSheet } from './sheets.ts'
export { useShortcut } from './shortcuts.ts'
export { Skeleton, SkeletonLines } from './skeleton.tsx'
export { type Step, Stepper } from './stepper.tsx'
export { Switch } from './switch.tsx'
export { TabPanel, Tabs } from './tabs.tsx'
export { Textarea } from './textarea.tsx'
export { setTheme, type Theme, useTheme } from './theme.ts'
export { toast } from './toast-store.ts'
export { Tooltip } from './tooltip.tsx'
export { UiProvider } from './ui-provider.tsx'
export { upload } from './upload.ts'
export { useCoalesced } from './use-coalesced.ts'
export { useMedia } from './use-media.ts'
export { useNewRows } from './use-new-rows.ts'
export { dropRows, type ListPageOf, type Pages, patchRow, usePages } from './use-pages.ts'
