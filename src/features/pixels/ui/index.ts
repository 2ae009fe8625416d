export { LeadVisits } from './visitors/lead-visits.tsx'
