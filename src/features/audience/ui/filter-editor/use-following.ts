import { useState } from 'react'

/** Text that is edited here and follows what is set elsewhere. */
export function useFollowing(given: string): [string, (text: string) => void] {
  const [text, setText] = useState(given)
  const [seen, setSeen] = useState(given)
  if (given !== seen) {
    setSeen(given)
    setText(given)
  }
  return [text, setText]
}
