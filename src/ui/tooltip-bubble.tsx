import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Kbd } from './kbd.tsx'
import { place } from './place.ts'
import type { Side } from './tooltip.tsx'

interface BubbleProps {
  id: string
  target: RefObject<HTMLElement | null>
  side: Side
  label: ReactNode
  shortcut: string | undefined
  onEnter: () => void
  onClose: () => void
}

/** The bubble: measured, then placed beside its target and inside the window. Esc takes it away. */
export function TooltipBubble({ id, target, side, label, shortcut, onEnter, onClose }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<{ left: number; top: number } | null>(null)
  useLayoutEffect(() => {
    if (!bubble.current || !target.current) return
    const window = {
      width: document.documentElement.clientWidth,
      height: document.documentElement.clientHeight,
    }
    setAt(place(target.current.getBoundingClientRect(), bubble.current.getBoundingClientRect(), window, side))
  }, [target, side])
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close.current()
    const onScroll = () => close.current()
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', onScroll, true)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', onScroll, true)
    }
  }, [])
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onClose}
      style={at ?? { left: 0, top: 0, visibility: 'hidden' }}
      className="fixed z-60 flex max-w-72 animate-fade items-center gap-2 rounded-md border border-line bg-ink px-2 py-1 text-sm text-paper"
    >
      {label}
      {shortcut ? <Kbd keys={shortcut} inverted /> : null}
    </div>,
    document.body,
  )
}
