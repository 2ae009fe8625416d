import { z } from '@hono/zod-openapi'
import { json, problemResponses } from '../../../platform/http/index.ts'
import { importDetailSchema, importStartedSchema } from './schema.ts'

/**
 * The bodies are described by hand: declared as zod schemas, they would be read into memory to be checked.
 */
const text = (description: string) => ({ type: 'string' as const, description })

const file = { ...text('CSV of at most 500 MB and 1,000,000 rows'), format: 'binary' }
const leads = {
  type: 'array' as const,
  maxItems: 1000,
  items: {
    type: 'object' as const,
    description: 'Members named as the lead fields; any other becomes a custom field',
  },
}
const fileOptions = {
  mapping: text('JSON object: header or column number -> field, "custom" to keep it, null to leave it out'),
  default_country: text('Two letters: how to read national phone numbers'),
}
const common = { ...fileOptions, on_duplicate: text('skip (default), fill or overwrite') }
const partner = {
  ...common,
  list: text('true to put the new leads on sale'),
  price: text('Credits, at most two decimals'),
  max_buyers: text('1 (default, exclusive) to 1000'),
  expires_at: text('ISO 8601 time when the listings end'),
}

const multipart = <P extends object>(properties: P) => ({
  schema: { type: 'object' as const, required: ['file'], properties: { file, ...properties } },
})
const given = <P extends object>(properties: P) => ({
  schema: { type: 'object' as const, required: ['leads'], properties: { leads, ...properties } },
})

export const importBody = {
  required: true,
  content: { 'multipart/form-data': multipart(common), 'application/json': given(common) },
}

export const partnerUploadBody = {
  required: true,
  content: {
    'multipart/form-data': multipart(partner),
    'application/json': given(partner),
  },
}

export const previewBody = {
  required: true,
  content: {
    'multipart/form-data': multipart({
      ...fileOptions,
      is_whole: text('false when only the beginning of the file is sent'),
    }),
  },
}

export const optionalKey = z.object({ 'idempotency-key': z.string().optional() })

export const importResponses = {
  201: json(importDetailSchema, 'Up to 1,000 rows: what became of them'),
  202: json(importStartedSchema, 'More rows: the import runs as a job'),
  ...problemResponses(
    'invalid',
    'unauthenticated',
    'forbidden',
    'not_found',
    'conflict',
    'too_large',
    'invalid_input',
  ),
}
