import { createRoute, z } from '@hono/zod-openapi'
import { json, jsonBody, page, pageQuery, problemResponses } from '../../../platform/http/index.ts'
import { member } from '../../accounts/index.ts'
import {
  choicesQuerySchema,
  enrichedLeadSchema,
  enrichLeadRequestSchema,
  leadEnrichmentSchema,
  matchPreviewSchema,
  runDetailSchema,
  runRequestSchema,
  runSchema,
} from './schema.ts'

const tags = ['enrichment']
const params = z.object({ id: z.uuid() })
const key = z.object({ 'idempotency-key': z.string() })
const readers = [member({ scope: 'read' })]
const writers = [member({ scope: 'write' })]
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const spending = problemResponses('insufficient_credits', 'conflict')

const text = (description: string) => ({ type: 'string' as const, description })
const leadIds = { type: 'array' as const, maxItems: 10_000, items: text('Id of a lead') }
const filter = { type: 'object' as const, description: 'A filter of GET /api/leads' }

export const match = createRoute({
  method: 'post',
  path: '/enrichment/matches',
  tags,
  summary:
    'Who of your leads, or of a CSV file, the audience knows, and what filling them in would cost; charges nothing',
  middleware: writers,
  request: {
    // Described by hand: declared as a schema, a file would be read into memory to be checked.
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object' as const,
            required: ['file'],
            properties: {
              file: { ...text('CSV of at most 20 MB and 10,000 rows'), format: 'binary' },
              mapping: text('JSON object: header or column number -> field, or null to leave it out'),
              default_country: text('Two letters: how to read national phone numbers'),
            },
          },
        },
        'application/json': {
          schema: { type: 'object' as const, properties: { lead_ids: leadIds, filter } },
        },
      },
    },
  },
  responses: {
    201: json(matchPreviewSchema, 'The preview, kept for an hour'),
    ...refusals,
    ...problemResponses('invalid', 'too_large', 'rate_limited', 'upstream'),
  },
})

export const preview = createRoute({
  method: 'get',
  path: '/enrichment/matches/{id}',
  tags,
  summary: 'A match preview with other choices',
  middleware: readers,
  request: { params, query: choicesQuerySchema },
  responses: { 200: json(matchPreviewSchema, 'The preview'), ...refusals },
})

export const run = createRoute({
  method: 'post',
  path: '/enrichment/runs',
  tags,
  summary:
    'Fill in what a match preview found; credits for each person that is filled, nothing for the others',
  middleware: writers,
  request: { headers: key, body: jsonBody(runRequestSchema) },
  responses: { 202: json(runDetailSchema, 'The run, which a job does'), ...refusals, ...spending },
})

export const list = createRoute({
  method: 'get',
  path: '/enrichment/runs',
  tags,
  summary: 'Runs, newest first',
  middleware: readers,
  request: { query: pageQuery },
  responses: { 200: json(page(runSchema), 'Runs'), ...refusals },
})

export const get = createRoute({
  method: 'get',
  path: '/enrichment/runs/{id}',
  tags,
  summary: 'One run with what it filled by field',
  middleware: readers,
  request: { params },
  responses: { 200: json(runDetailSchema, 'The run'), ...refusals },
})

export const cancel = createRoute({
  method: 'post',
  path: '/enrichment/runs/{id}/cancellation',
  tags,
  summary: 'Stop a run; what it filled stays and stays paid',
  middleware: writers,
  request: { params },
  responses: {
    200: json(runDetailSchema, 'The run as it ended'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

export const reversal = createRoute({
  method: 'post',
  path: '/enrichment/runs/{id}/reversal',
  tags,
  summary: 'Put back what a run changed and nobody changed since, within 30 days; the credits stay spent',
  middleware: writers,
  request: { params },
  responses: {
    202: json(runDetailSchema, 'The run, which a job undoes'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

export const file = createRoute({
  method: 'get',
  path: '/enrichment/runs/{id}/file.csv',
  tags,
  summary: 'The rows of a run with what was filled beside their own columns, for 30 days',
  middleware: readers,
  request: { params },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
    ...problemResponses('conflict'),
  },
})

export const ofLead = createRoute({
  method: 'get',
  path: '/leads/{id}/enrichment',
  tags,
  summary: 'What enriching a lead costs now, and which of its values came by enrichment',
  middleware: readers,
  request: { params },
  responses: { 200: json(leadEnrichmentSchema, 'The cost and the sources'), ...refusals },
})

export const enrichOne = createRoute({
  method: 'post',
  path: '/leads/{id}/enrichment',
  tags,
  summary: 'Fill in what one lead lacks, at once; credits only when something is filled',
  middleware: writers,
  request: { params, headers: key, body: jsonBody(enrichLeadRequestSchema) },
  responses: {
    200: json(enrichedLeadSchema, 'What was filled'),
    ...refusals,
    ...spending,
    ...problemResponses('upstream'),
  },
})
