/**
 * From a file's headers and first rows to our fields, with no database.
 *
 *     const guessed = mapColumns(format.headers, firstRows)
 *     const { columns, errors } = applyMapping(guessed, given)
 *     const refusal = refuseFile(columns)
 */
export { applyMapping, type GivenMapping, type MappingError } from './apply-mapping.ts'
export { CONTACT_FIELDS, isLeadField, LEAD_FIELDS, type LeadField } from './fields.ts'
export { type MappedColumn, mapColumns } from './map-columns.ts'
export { type FileRefusal, refuseFile } from './refuse-file.ts'
