import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatCredits,
  formatDuration,
  formatPercent,
  formatRelative,
  plural,
} from './format.ts'

describe('credits', () => {
  it.each([
    [0, '0.00'],
    [12.5, '12.50'],
    [1234567.89, '1,234,567.89'],
    [0.1 + 0.2, '0.30'],
    [-0.001, '0.00'],
    [-3, '-3.00'],
  ])('%d shows as %s', (credits, text) => {
    expect(formatCredits(credits)).toBe(text)
  })
})

describe('counts', () => {
  it('groups thousands and picks the right noun', () => {
    expect(formatCount(12340)).toBe('12,340')
    expect(plural(1, 'lead')).toBe('1 lead')
    expect(plural(0, 'lead')).toBe('0 leads')
    expect(plural(2, 'person', 'people')).toBe('2 people')
  })
})

describe('sizes, shares and durations', () => {
  it.each([
    [512, '512 B'],
    [2048, '2 KB'],
    [1_500_000, '1.4 MB'],
    [500 * 1024 * 1024, '500 MB'],
  ])('%d bytes shows as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  it.each([
    [0.3, 'under 1 s'],
    [42, '42 s'],
    [180, '3 min'],
    [7500, '2 h 5 min'],
    [7200, '2 h'],
  ])('%d seconds shows as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it('leaves whole percentages without a decimal', () => {
    expect(formatPercent(0.3)).toBe('30%')
    expect(formatPercent(0.4251)).toBe('42.5%')
  })
})

describe('relative times', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  it.each([
    ['2026-11-22T11:59:30Z', 'just now'],
    ['2026-11-22T11:55:00Z', '5m ago'],
    ['2026-11-22T09:59:00Z', '2h ago'],
    ['2026-11-19T12:00:00Z', '3d ago'],
    ['2026-11-22T14:00:00Z', 'in 2h'],
    ['2024-11-20T12:00:00Z', '2y ago'],
  ])('%s shows as %s', (at, text) => {
    expect(formatRelative(new Date(at), now)).toBe(text)
  })
})
