import type { ReactNode } from 'react'

/**
 * Stands in for react-remove-scroll, which Radix uses and which locks scrolling with an injected <style>
 * that our content security policy refuses. A rule in theme.css does it for `[data-modal]`.
 */
export function RemoveScroll({ children }: { children: ReactNode }) {
  return children
}
