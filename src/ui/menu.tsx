import type { ReactNode } from 'react'
import { lazyPart, useLazyPart } from './lazy-part.ts'
import { StandIn } from './stand-in.tsx'

export interface MenuItem {
  label: ReactNode
  icon?: ReactNode
  note?: ReactNode
  shortcut?: string
  tone?: 'danger'
  disabled?: boolean
  /** Gives the item a check mark place; true shows it. */
  checked?: boolean
  /** Leave the menu open: for check marks. */
  stay?: boolean
  onSelect: () => void
}

export type MenuEntry = MenuItem | 'separator' | { heading: string }

export interface MenuProps {
  /** One focusable element that opens it. */
  trigger: ReactNode
  items: readonly MenuEntry[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
}

const part = lazyPart(() => import('./menu-panel.tsx'))

/** `<Menu trigger={<Button>More</Button>} items={[{ label: 'Delete', tone: 'danger', onSelect: remove }]} />` */
export function Menu(props: MenuProps) {
  const [loaded, reach] = useLazyPart(part)
  if (loaded) return <loaded.MenuPanel {...props} reach={reach} />
  return (
    <StandIn reach={reach} opens="menu">
      {props.trigger}
    </StandIn>
  )
}
