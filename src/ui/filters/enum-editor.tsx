import { useState } from 'react'
import { Checkbox } from '../checkbox.tsx'
import { Input } from '../input.tsx'
import { SkeletonLines } from '../skeleton.tsx'
import type { FilterDef } from './codec.ts'
import { useOptions } from './use-options.ts'

interface EnumEditorProps {
  def: FilterDef
  values: string[]
  onChange: (values: string[]) => void
}

/** Any of several; takes effect with each tick. Long lists get a search field. */
export function EnumEditor({ def, values, onChange }: EnumEditorProps) {
  const { options, loading } = useOptions(def)
  const [wanted, setWanted] = useState('')
  if (loading) return <SkeletonLines lines={5} />
  const words = wanted.trim().toLowerCase()
  const shown = options.filter((option) => !words || option.label.toLowerCase().includes(words))
  return (
    <div className="flex flex-col gap-1">
      {options.length > 8 ? (
        <Input
          aria-label={`Search ${def.label}`}
          placeholder="Search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="mb-1"
        />
      ) : null}
      <fieldset className="flex max-h-64 flex-col overflow-auto">
        <legend className="sr-only">{def.label}</legend>
        {shown.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={values.includes(option.value)}
            onCheckedChange={(on) =>
              onChange(on ? [...values, option.value] : values.filter((value) => value !== option.value))
            }
            className="rounded-sm px-1.5 py-1 hover:bg-hover max-sm:py-2"
          />
        ))}
        {shown.length === 0 ? <p className="px-1.5 py-1 text-muted">Nothing matches “{wanted}”.</p> : null}
      </fieldset>
    </div>
  )
}
