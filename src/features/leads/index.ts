export { changeEach, type EachChange, type LeadColumns, type MadeChange } from './changing/change-each.ts'
export { nextMatches } from './changing/change-many.ts'
export { neutraliseCell, readRows, restoreCell, writeRow } from './csv/index.ts'
export { DEFAULT_EXPORT } from './exporting/export-columns.ts'
export { exportLeads } from './exporting/export-leads.ts'
export { findPeople } from './identities.ts'
export { csvProblem, type FilePlan, planFile } from './importing/file-plan.ts'
export { importGivenLeads } from './importing/import-given-leads.ts'
export { importLeads } from './importing/import-leads.ts'
export { importCron, importTasks } from './importing/jobs.ts'
export { openParser, readable } from './importing/multipart.ts'
export { retryConflicts } from './importing/retry-conflicts.ts'
export { type OnDuplicate, type StoredLeads, type StoreOptions, storeLeads } from './importing/store-leads.ts'
export { measureLeads } from './importing/tidy-leads.ts'
export { importResponses, optionalKey, partnerUploadBody } from './importing/upload-docs.ts'
export { leadCron, leadTasks } from './lead-jobs.ts'
export type { MappedColumn } from './mapping/index.ts'
export {
  foldName,
  type GivenLead,
  NOTHING,
  type NormalisedLead,
  normaliseRow,
  normaliserFor,
  parseCompanySize,
  parseEmails,
  parseIndustry,
  plainNumbers,
} from './normalise/index.ts'
export { publishLeads } from './publish-leads.ts'
export { listLeads } from './reading/list-leads.ts'
export { findLead, findLeads, leadNotFound, type StoredLead } from './reading/read-lead.ts'
export { leadRoutes } from './routes.ts'
export { importBodyLimits } from './routes-imports.ts'
export type { LeadFilter } from './schema.ts'
export { queueRescore } from './scoring/rescore-leads.ts'
