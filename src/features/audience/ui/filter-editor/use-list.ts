import { useState } from 'react'
import { type ListRule, type ParsedList, parseList } from './parse-list.ts'

/** More than so many are no text to edit: a browser takes a minute to put ten thousand lines into a field. */
const MOST_AS_TEXT = 300

interface ListOptions {
  sent: readonly string[]
  rule: ListRule
  most: number
  onApply: (values: string[]) => void
}

/** A list as text while it is short; a long one is kept beside the field, which adds to it. */
export function useList({ sent, rule, most, onApply }: ListOptions) {
  const isLong = sent.length > MOST_AS_TEXT
  const given = sent.join('\n')
  const shown = isLong ? '' : given
  const [text, setText] = useState(shown)
  const [seen, setSeen] = useState(given)
  const [taken, setTaken] = useState<ParsedList>()
  // A list changed elsewhere replaces the text; what was typed wrong stays beside what was taken of it.
  if (given !== seen) {
    setSeen(given)
    if (isLong || parseList(text, rule).values.join('\n') !== shown) setText(shown)
  }
  const withText = (added: string) => parseList([...(isLong ? sent : []), text, added].join('\n'), rule)
  const parsed = isLong && !text ? { values: [...sent], duplicates: 0, wrong: [], beyond: 0 } : withText('')
  const values = parsed.values.slice(0, most)

  function apply(list: ParsedList) {
    const next = list.values.slice(0, most)
    setTaken(next.length > MOST_AS_TEXT ? list : undefined)
    if (next.length > MOST_AS_TEXT) setText('')
    onApply(next)
  }
  return {
    ...{ text, setText, isLong, values },
    /** What came of the lines: of the last ones taken while there is no text to look at. */
    report: isLong && !text && taken ? taken : parsed,
    isChanged: values.join('\n') !== given,
    commit: () => apply(parsed),
    add: (added: string) => apply(withText(added)),
    isTooLongAsText: (added: string) => added.split('\n', MOST_AS_TEXT + 1).length > MOST_AS_TEXT,
    clear() {
      setText('')
      setTaken(undefined)
      onApply([])
    },
  }
}
