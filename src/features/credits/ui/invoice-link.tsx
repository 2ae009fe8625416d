import { Download } from 'lucide-react'
import { Button } from '../../../ui/index.ts'
import type { Checkout } from '../schema.ts'

/** Downloads the invoice of a paid checkout. */
export function InvoiceLink({ checkout: { id, invoice_number } }: { checkout: Checkout }) {
  if (!invoice_number) return null
  return (
    <Button size="sm" asChild>
      <a
        href={`/api/credits/checkouts/${id}/invoice`}
        download
        aria-label={`Download invoice ${invoice_number}`}
      >
        <Download aria-hidden className="size-3.5" />
        Invoice
      </a>
    </Button>
  )
}
