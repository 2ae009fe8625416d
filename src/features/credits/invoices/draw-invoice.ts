import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { invoiceNumber } from '../checkouts/read-checkout.ts'
import { toCredits } from '../hundredths.ts'
import type { Invoice } from './read-invoice.ts'

// Names come in many scripts; the fonts built into PDF know western European letters only.
const font = (file: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`))
const MARGIN = 56
const GREY = '#555555'

/** An invoice as a PDF of one page. What it says was fixed when it was issued, so the same one comes every time. */
export function drawInvoice(
  invoice: Invoice,
  { seller, isSimulated }: { seller: string; isSimulated: boolean },
) {
  const number = invoiceNumber(Number(invoice.number))
  const regular = font('DejaVuSans.ttf')
  const document = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, font: regular },
    info: {
      Title: `Invoice ${number}`,
      Author: seller,
      CreationDate: invoice.issued_at,
      ModDate: invoice.issued_at,
    },
  })
  document.registerFont('bold', font('DejaVuSans-Bold.ttf')).registerFont('regular', regular)
  const right = document.page.width - MARGIN
  document.font('bold').fontSize(20).text(`Invoice ${number}`)
  document.font('regular').fontSize(10).fillColor(GREY)
  document.text(`Issued ${invoice.issued_at.toISOString().slice(0, 10)} · paid in full`).moveDown(2)
  party(document, 'From', [seller])
  party(document, 'To', [invoice.workspace_name, `Workspace ${invoice.workspace_id}`])

  const credits = toCredits(Number(invoice.credits_hundredths)).toLocaleString('en')
  const price = money(Number(invoice.amount_cents), invoice.currency)
  line(document, right, `${credits} credits (${invoice.package_name})`, price)
  document.font('bold')
  line(document, right, 'Total', price)
  document.font('regular').fontSize(9).fillColor(GREY).moveDown(2)
  document.text(`Payment reference ${invoice.checkout_id}`, MARGIN)
  if (isSimulated) document.text('This payment went to a simulator: no money moved.', MARGIN)
  document.end()
  return buffer(document)
}

function party(document: PDFKit.PDFDocument, title: string, lines: string[]) {
  document.font('regular').fontSize(9).fillColor(GREY).text(title)
  document.fontSize(11).fillColor('black')
  for (const text of lines) document.text(text)
  document.moveDown(1.5)
}

function line(document: PDFKit.PDFDocument, right: number, text: string, amount: string) {
  document.fontSize(11).fillColor('black')
  document.moveTo(MARGIN, document.y).lineTo(right, document.y).lineWidth(0.5).strokeColor('#bbbbbb').stroke()
  document.moveDown(0.5)
  const { y } = document
  document.text(text, MARGIN, y, { width: right - MARGIN - 120 })
  const after = document.y
  document.text(amount, right - 120, y, { width: 120, align: 'right' })
  document.y = Math.max(after, document.y)
  document.moveDown(0.5)
}

function money(cents: number, currency: string): string {
  const style = { style: 'currency', currency: currency.toUpperCase() } as const
  return new Intl.NumberFormat('en', style).format(cents / 100)
}
