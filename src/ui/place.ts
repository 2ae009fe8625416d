import type { Side } from './tooltip.tsx'

interface Size {
  width: number
  height: number
}

interface Box extends Size {
  left: number
  top: number
}

const gap = 6
const margin = 8

const opposite: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }

function beside(target: Box, bubble: Size, side: Side): { left: number; top: number } {
  const middle = {
    left: target.left + (target.width - bubble.width) / 2,
    top: target.top + (target.height - bubble.height) / 2,
  }
  switch (side) {
    case 'top':
      return { left: middle.left, top: target.top - bubble.height - gap }
    case 'bottom':
      return { left: middle.left, top: target.top + target.height + gap }
    case 'left':
      return { left: target.left - bubble.width - gap, top: middle.top }
    case 'right':
      return { left: target.left + target.width + gap, top: middle.top }
  }
}

/** Where a bubble goes: at the side asked for, at the other one when there is no room, always inside the window. */
export function place(target: Box, bubble: Size, window: Size, side: Side): { left: number; top: number } {
  const fits = ({ left, top }: { left: number; top: number }) =>
    left >= 0 && top >= 0 && left + bubble.width <= window.width && top + bubble.height <= window.height
  const wanted = beside(target, bubble, side)
  const isVertical = side === 'top' || side === 'bottom'
  const axis = isVertical ? { ...wanted, left: margin } : { ...wanted, top: margin }
  const { left, top } = fits(axis) ? wanted : beside(target, bubble, opposite[side])
  const within = (at: number, size: number, room: number) =>
    Math.max(margin, Math.min(at, room - size - margin))
  return { left: within(left, bubble.width, window.width), top: within(top, bubble.height, window.height) }
}
