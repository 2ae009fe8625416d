import { describe, expect, it } from 'vitest'
import { place } from './place.ts'

const window = { width: 400, height: 300 }
const bubble = { width: 100, height: 20 }
const button = (left: number, top: number) => ({ left, top, width: 30, height: 30 })

describe('where a bubble goes', () => {
  it('stands beside its target, in the middle', () => {
    expect(place(button(100, 100), bubble, window, 'bottom')).toEqual({ left: 65, top: 136 })
    expect(place(button(100, 100), bubble, window, 'right')).toEqual({ left: 136, top: 105 })
  })

  it('goes to the other side when there is no room', () => {
    expect(place(button(100, 265), bubble, window, 'bottom').top).toBe(239)
    expect(place(button(350, 100), bubble, window, 'right').left).toBe(244)
  })

  it('never leaves the window', () => {
    expect(place(button(0, 100), bubble, window, 'bottom').left).toBe(8)
    expect(place(button(370, 100), bubble, window, 'bottom').left).toBe(292)
  })
})
