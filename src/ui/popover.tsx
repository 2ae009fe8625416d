import { type ReactNode, useEffect } from 'react'
import { lazyPart, useLazyPart } from './lazy-part.ts'
import { StandIn } from './stand-in.tsx'

export interface PopoverProps {
  label: string
  trigger: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}

const part = lazyPart(() => import('./popover-panel.tsx'))

/** A small panel under its trigger: `<Popover label="Columns" trigger={<Button>Columns</Button>}>…</Popover>` */
export function Popover(props: PopoverProps) {
  const [loaded, reach] = useLazyPart(part)
  const { open, onOpenChange, trigger } = props
  useEffect(() => {
    if (open) part.load()
  }, [open])
  if (loaded) return <loaded.PopoverPanel {...props} reach={reach} />
  return (
    <StandIn reach={reach} opens="dialog" onWant={() => onOpenChange?.(true)}>
      {trigger}
    </StandIn>
  )
}
