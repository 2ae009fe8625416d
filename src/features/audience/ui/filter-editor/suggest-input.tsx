import { type KeyboardEvent, useId, useState } from 'react'
import { Field, formatCount, Input } from '../../../../ui/index.ts'
import type { SuggestedField } from '../../search/schema.ts'
import { isSameWord, useSuggestions } from './use-suggestions.ts'

interface SuggestInputProps {
  label: string
  hint?: string | undefined
  placeholder: string
  /** null: nothing is suggested. */
  suggest: SuggestedField | null
  chosen: readonly string[]
  onAdd: (value: string) => void
  /** Backspace in the empty field. */
  onBack?: () => void
  /** Takes what was typed, also when it is not among the suggestions. */
  isFree?: boolean
}

/** A field that adds one value after the other; arrows choose among suggestions, Enter adds. */
export function SuggestInput(props: SuggestInputProps) {
  const { label, hint, placeholder, suggest, chosen, onAdd, onBack, isFree = false } = props
  const listId = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(-1)
  const options = useSuggestions(suggest, text, chosen)

  function add(value: string | undefined) {
    const clean = (value ?? '').trim().replace(/\s+/g, ' ').slice(0, 200)
    setText('')
    setActive(-1)
    if (clean && !chosen.some((has) => isSameWord(has, clean))) onAdd(clean)
  }
  function move(step: number) {
    const stops = options.length + 1
    // One stop beyond the list stands for what was typed.
    setActive((before) => ((before + 1 + step + stops) % stops) - 1)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') {
      event.preventDefault()
      add(options[active]?.value ?? (isFree ? text : options[0]?.value))
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length > 0) {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Escape' && text) {
      event.stopPropagation()
      setText('')
    } else if (event.key === 'Backspace' && !text) {
      onBack?.()
    }
  }

  return (
    <>
      <Field label={label} hideLabel hint={hint}>
        <Input
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
          autoComplete="off"
          maxLength={200}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(-1)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => isFree && add(text)}
        />
      </Field>
      <div
        id={listId}
        role="listbox"
        aria-label={`${label}: suggestions`}
        className="flex flex-col empty:hidden"
      >
        {options.map(({ value, count }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one.
          // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and Enter in the field do the same.
          <div
            key={value}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => add(value)}
            className="flex cursor-pointer items-baseline gap-2 rounded-sm px-1.5 py-1 hover:bg-hover aria-selected:bg-selected max-sm:py-2"
          >
            <span className="min-w-0 flex-1 break-words">{value}</span>
            {count === undefined ? null : (
              <span className="text-sm text-faint tabular">{formatCount(count)}</span>
            )}
          </div>
        ))}
      </div>
    </>
  )
}
