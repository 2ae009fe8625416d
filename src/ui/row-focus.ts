import { createContext, useContext } from 'react'

/** Whether the surrounding table row is the one the keyboard is on; undefined outside a table. */
export const RowActive = createContext<boolean | undefined>(undefined)

/**
 * Controls inside a table row are reached by Tab only in the active row: otherwise a keyboard user
 * would tab through hundreds of them. Outside a table they are ordinary.
 */
export function useRowTabIndex(): 0 | -1 {
  return useContext(RowActive) === false ? -1 : 0
}
