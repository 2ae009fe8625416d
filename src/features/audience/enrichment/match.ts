import type { Context } from 'hono'
import { z } from 'zod'
import { Problem } from '../../../platform/errors/index.ts'
import type { Env } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { chooseLeads } from './choose-leads.ts'
import { type FileOptions, fileRows, planMatchFile } from './match-file.ts'
import { type Asker, openMatching } from './open-matching.ts'
import { receiveFile } from './receive-file.ts'
import { matchRequestSchema } from './schema.ts'

const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'must be a two-letter country code')
const mappingSchema = z.record(z.string(), z.string().nullable())

/** Makes a match preview of what a request brings: leads as JSON, or a CSV file. Answers its id. */
export async function matchRequest(
  c: Context<Env>,
  { db, shutdown }: Platform,
  provider: AudienceProvider,
  by: Asker,
): Promise<string> {
  const signal = AbortSignal.any([c.req.raw.signal, shutdown])
  if (/^multipart\//i.test(c.req.header('Content-Type') ?? '')) {
    return receiveFile(c.req.raw, async ({ name, path, bytes, fields }) => {
      const { mapping, defaultCountry } = optionsOf(fields)
      const plan = await planMatchFile(path, bytes, mapping)
      const headers = plan.columns.map(({ header }) => header)
      const rows = fileRows(path, plan, defaultCountry)
      return openMatching(db, provider, by, { kind: 'file', fileName: name, headers, rows }, signal)
    })
  }
  const { lead_ids: leadIds, filter } = matchRequestSchema.parse(await readJson(c))
  const chosen = leadIds === undefined ? { filter: filter ?? {} } : { leadIds }
  const rows = chooseLeads(db, by.workspaceId, chosen)
  return openMatching(db, provider, by, { kind: 'leads', fileName: null, headers: [], rows }, signal)
}

async function readJson(c: Context<Env>): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    throw new Problem('invalid', 'The body is not JSON')
  }
}

function optionsOf({ mapping, default_country }: Record<string, string>): FileOptions {
  return {
    mapping: mapping ? mappingSchema.parse(parsed(mapping)) : {},
    defaultCountry: default_country ? countrySchema.parse(default_country) : null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const message = 'must be a JSON object of column names and field names'
    throw new Problem('invalid_input', `mapping: ${message}`, { errors: [{ path: 'mapping', message }] })
  }
}
