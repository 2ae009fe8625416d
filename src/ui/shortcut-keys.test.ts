import { describe, expect, it } from 'vitest'
import { matchesStep, parseKeys } from './shortcut-keys.ts'

function press(keys: string, key: string, held: Partial<KeyboardEvent> = {}): boolean {
  const [step] = parseKeys(keys)
  const event = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }
  return step ? matchesStep(step, event) : false
}

describe('shortcut keys', () => {
  it('takes Ctrl and Cmd alike, and never Alt', () => {
    expect(press('mod+k', 'k', { ctrlKey: true })).toBe(true)
    expect(press('mod+k', 'k', { metaKey: true })).toBe(true)
    expect(press('mod+k', 'k')).toBe(false)
    expect(press('k', 'k', { ctrlKey: true })).toBe(false)
    expect(press('k', 'k', { altKey: true })).toBe(false)
  })

  it('tells x from shift x, but not ? by how a keyboard makes it', () => {
    expect(press('x', 'X', { shiftKey: true })).toBe(false)
    expect(press('shift+x', 'X', { shiftKey: true })).toBe(true)
    expect(press('?', '?', { shiftKey: true })).toBe(true)
    expect(press('/', '/', { shiftKey: true })).toBe(true)
  })

  it('reads a sequence as its steps', () => {
    expect(parseKeys('g l').map((step) => step.key)).toEqual(['g', 'l'])
  })
})
