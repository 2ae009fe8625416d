import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Button,
  Checkbox,
  Credits,
  Field,
  formatCount,
  Input,
  Page,
  PageHeader,
  plural,
} from '../../../ui/index.ts'
import { type CheckedFile, ImportFlow } from '../../leads/ui/index.ts'
import { partnerQuery } from './partner-query.ts'

/** A partner's file becomes leads and, if wanted, listings at a price. */
export function UploadPage() {
  return (
    <Page narrow>
      <PageHeader
        title="Upload leads to sell"
        note="Any CSV; you see how it is read, and what it could earn, before anything is stored"
      />
      <div className="px-5 max-sm:px-4">
        <ImportFlow path="/api/partner/leads/upload">{(checked) => <Terms checked={checked} />}</ImportFlow>
      </div>
    </Page>
  )
}

function Terms({ checked }: { checked: CheckedFile }) {
  const partner = useQuery(partnerQuery)
  const [isListing, setListing] = useState(true)
  const [price, setPrice] = useState('2.00')
  const [maxBuyers, setMaxBuyers] = useState('1')
  const amount = Number(price)
  const isPriced = Number.isFinite(amount) && amount >= 0.01
  const percent = partner.data?.commission?.percent ?? 0
  const earning = (checked.estimatedRows * amount * Number(maxBuyers) * percent) / 100
  return (
    <div className="flex flex-col gap-3">
      <Checkbox label="List them for sale at once" checked={isListing} onCheckedChange={setListing} />
      {isListing ? (
        <div className="flex flex-wrap gap-3">
          <Field
            label="Price each, in credits"
            error={isPriced ? undefined : 'At least 0.01 credits'}
            className="w-44"
          >
            <Input inputMode="decimal" value={price} onChange={(event) => setPrice(event.target.value)} />
          </Field>
          <Field label="Buyers of each" hint="1 is exclusive" className="w-44">
            <Input
              type="number"
              min={1}
              max={1000}
              value={maxBuyers}
              onChange={(event) => setMaxBuyers(event.target.value)}
            />
          </Field>
        </div>
      ) : null}
      {isListing && isPriced && percent > 0 ? (
        <p>
          You earn {percent}% of a sale now: up to <Credits value={Math.floor(earning * 100) / 100} unit /> if
          all of about {formatCount(checked.estimatedRows)} leads sell to every buyer.
        </p>
      ) : null}
      <p role="alert" className="text-sm text-bad empty:hidden">
        {checked.problem}
      </p>
      <div>
        <Button
          variant="primary"
          busy={checked.isSending}
          disabled={isListing && !isPriced}
          onClick={() =>
            checked.send(isListing ? { list: 'true', price, max_buyers: maxBuyers } : { list: 'false' })
          }
        >
          {isListing
            ? `Upload and list about ${plural(checked.estimatedRows, 'lead')}`
            : 'Upload without listing'}
        </Button>
      </div>
    </div>
  )
}
