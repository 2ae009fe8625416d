export { AskReturn, LeadReturn } from './returns/lead-return.tsx'
