export interface KeyStep {
  key: string
  mod: boolean
  shift: boolean
}

/** `mod+k` -> one step with mod; `g l` -> two steps. Keys are compared in lower case. */
export function parseKeys(keys: string): KeyStep[] {
  return keys.split(' ').map((step) => {
    const parts = step.toLowerCase().split('+')
    return { key: parts.at(-1) ?? '', mod: parts.includes('mod'), shift: parts.includes('shift') }
  })
}

/** `mod` is Ctrl or Cmd, so that either habit works on either system. */
export function matchesStep(
  step: KeyStep,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== step.mod) return false
  if (event.key.toLowerCase() !== step.key) return false
  // Where a character needs Shift on some keyboards (`?`, `/`), the character decides.
  return !/^[a-z]$/.test(step.key) || event.shiftKey === step.shift
}
