export { type CheckedFile, ImportFlow } from './importing/import-flow.tsx'
export { leadIdOf, leadNameOf } from './lead.ts'
export { leadColumns } from './lead-columns.tsx'
export { LeadDrawer } from './lead-drawer.tsx'
