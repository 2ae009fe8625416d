import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { formatCount } from './format.ts'

export interface TabItem {
  value: string
  label: string
  count?: number
}

export interface TabsProps {
  label: string
  tabs: readonly TabItem[]
  value: string
  onValueChange: (value: string) => void
  /** `<TabPanel value="…">` for each tab. */
  children: ReactNode
}

/** `<Tabs label="Settings" tabs={tabs} value={tab} onValueChange={setTab}><TabPanel value="members">…</TabPanel></Tabs>` */
export function Tabs({ label, tabs, value, onValueChange, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className="flex min-h-0 flex-col">
      <Radix.List
        aria-label={label}
        className="flex gap-4 overflow-x-auto border-b border-line px-5 max-sm:px-4"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent font-medium text-muted outline-offset-[-2px] hover:text-ink data-[state=active]:border-ink data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="tabular text-faint">{formatCount(tab.count)}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  )
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className="min-h-0 flex-1 py-4 outline-offset-[-2px]">
      {children}
    </Radix.Content>
  )
}
