export { type CheckedFile, ImportFlow } from './importing/import-flow.tsx'
