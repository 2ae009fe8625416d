import { describe, expect, it } from 'vitest'
import { MAX_LIST_VALUES } from '../../values.ts'
import { domainRule, naicsRule, nameRule, parseList } from './parse-list.ts'

describe('a pasted list', () => {
  it('takes domains out of addresses and folds what is the same', () => {
    const text = 'https://www.Acme.com/about\r\nacme.com\n\njo@globex.co.uk;initech.io\tnot a domain\n'
    expect(parseList(text, domainRule)).toEqual({
      values: ['acme.com', 'globex.co.uk', 'initech.io'],
      duplicates: 1,
      wrong: ['not a domain'],
      beyond: 0,
    })
  })

  it('keeps commas and the first spelling of a name', () => {
    const { values, duplicates } = parseList('"Acme, Inc."\nACME, inc.\nJo""s\n', nameRule)
    expect(values).toEqual(['Acme, Inc.', 'Jo"s'])
    expect(duplicates).toBe(1)
  })

  it('says what is no code and what goes beyond the limit', () => {
    expect(parseList('51\n5415\nabc\n1234567', naicsRule).wrong).toEqual(['abc', '1234567'])
    const many = Array.from({ length: MAX_LIST_VALUES + 2 }, (_, index) => `name ${index}`).join('\n')
    const parsed = parseList(many, nameRule)
    expect([parsed.values.length, parsed.beyond]).toEqual([MAX_LIST_VALUES, 2])
  })
})
