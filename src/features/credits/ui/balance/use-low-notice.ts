import { useEffect, useState } from 'react'
import { useLive } from '../../../../ui/index.ts'
import type { Credits } from '../../schema.ts'

/** Whether to say that the balance is low. Dismissed, it stays so until the balance falls below the level again. */
export function useLowNotice(workspaceId: string, credits: Credits | undefined) {
  const key = `assay.low-balance.${workspaceId}`
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(key))
  const forget = () => {
    localStorage.removeItem(key)
    setDismissed(null)
  }
  // Another level is another crossing, and so is one that is told now.
  const level = credits?.low ? String(credits.low_balance) : null
  useLive(['credits.low'], forget)
  const isOver = credits !== undefined && level === null
  useEffect(() => {
    if (!isOver) return
    localStorage.removeItem(key)
    setDismissed(null)
  }, [isOver, key])
  return {
    isShown: level !== null && dismissed !== level,
    dismiss: () => {
      if (level === null) return
      localStorage.setItem(key, level)
      setDismissed(level)
    },
  }
}
