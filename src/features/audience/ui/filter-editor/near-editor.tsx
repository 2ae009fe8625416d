import { type FormEvent, useState } from 'react'
import { Button, Field, Input } from '../../../../ui/index.ts'
import type { EditorProps } from './editor-props.ts'
import { withFields } from './fields.ts'
import { useFollowing } from './use-following.ts'

function within(text: string, low: number, high: number): number | null {
  const number = Number(text)
  return text.trim() && Number.isFinite(number) && number >= low && number <= high ? number : null
}

/** `37.7749, -122.4194`, as maps copy it. */
function readPoint(text: string): { lat: number; lon: number } | null {
  const [first = '', second = '', ...rest] = text.split(/[,;\s]+/).filter(Boolean)
  const lat = within(first, -90, 90)
  const lon = within(second, -180, 180)
  return lat === null || lon === null || rest.length > 0 ? null : { lat, lon }
}

/** So many kilometres around a point; the place is pasted from a map. */
export function NearEditor({ filter, onChange }: EditorProps) {
  const { near } = filter
  const [place, setPlace] = useFollowing(near ? `${near.lat}, ${near.lon}` : '')
  const [distance, setDistance] = useFollowing(String(near?.km ?? 50))
  const [isTried, setTried] = useState(false)
  const point = readPoint(place)
  const km = within(distance, 0.001, 5000)
  const isChanged = !near || near.lat !== point?.lat || near.lon !== point.lon || near.km !== km

  function apply(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (point && km !== null) onChange(withFields(filter, { near: { ...point, km } }))
  }

  return (
    <form onSubmit={apply} className="flex flex-col gap-2">
      <Field
        label="Around"
        hint="Latitude and longitude, as a map copies them"
        error={point || !(isTried || place) ? undefined : 'Two numbers such as 37.77, -122.42'}
      >
        <Input
          value={place}
          placeholder="37.7749, -122.4194"
          onChange={(event) => setPlace(event.target.value)}
        />
      </Field>
      <Field label="Kilometres" error={km === null ? 'More than 0, at most 5,000' : undefined}>
        <Input inputMode="decimal" value={distance} onChange={(event) => setDistance(event.target.value)} />
      </Field>
      {isChanged ? (
        <Button type="submit" size="sm" className="self-start">
          Apply
        </Button>
      ) : null}
    </form>
  )
}
