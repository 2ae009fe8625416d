import type { Improvement, ScoreFactor } from '../schema.ts'

/** A lead as its score is explained: the stored points, and what they come from. */
export interface ScoredLead {
  points_email: number
  points_phone: number
  points_completeness: number
  points_fit: number
  points_recency: number
  points_engagement: number
  email: string | null
  email_status: string
  phone: string | null
  phone_status: string
  mobile: string | null
  mobile_status: string
  company_name: string | null
  job_title: string | null
  linkedin_url: string | null
  industry: string | null
  company_size: string | null
}

export const MAX_POINTS = {
  email: 25,
  phone: 15,
  completeness: 20,
  fit: 20,
  recency: 20,
  engagement: 10,
} as const
const MAX_SCORE = 100
const POINTS_A_FIELD = 5

/** The factors of a score. They sum to it exactly, because they are the points it is computed from. */
export function scoreFactors(lead: ScoredLead): ScoreFactor[] {
  const factors: ScoreFactor[] = [
    { factor: 'email', points: lead.points_email, max: MAX_POINTS.email, why: whyEmail(lead) },
    { factor: 'phone', points: lead.points_phone, max: MAX_POINTS.phone, why: whyPhone(lead) },
    {
      factor: 'completeness',
      points: lead.points_completeness,
      max: MAX_POINTS.completeness,
      why: whyCompleteness(lead),
    },
    { factor: 'fit', points: lead.points_fit, max: MAX_POINTS.fit, why: whyFit(lead) },
    { factor: 'recency', points: lead.points_recency, max: MAX_POINTS.recency, why: whyRecency(lead) },
    {
      factor: 'engagement',
      points: lead.points_engagement,
      max: MAX_POINTS.engagement,
      why: whyEngagement(lead),
    },
  ]
  const sum = factors.reduce((total, { points }) => total + points, 0)
  if (sum <= MAX_SCORE) return factors
  const why = `The factors make ${sum} points; a score ends at ${MAX_SCORE}`
  return [...factors, { factor: 'cap', points: MAX_SCORE - sum, max: 0, why }]
}

/** What would raise the score, the largest gain first. */
export function improvements(lead: ScoredLead): Improvement[] {
  const room = MAX_SCORE - scoreFactors(lead).reduce((total, { points }) => total + points, 0)
  const gain = (factor: keyof typeof MAX_POINTS, points: number, how: string): Improvement => ({
    factor,
    points: Math.min(points, room),
    how,
  })
  const missing = Math.max(0, MAX_POINTS.completeness - lead.points_completeness)
  return [
    gain('email', MAX_POINTS.email - lead.points_email, howEmail(lead)),
    gain('phone', MAX_POINTS.phone - lead.points_phone, howPhone(lead)),
    gain('completeness', missing, `Add ${missingFields(lead).join(', ')}`),
    ...(lead.company_size === null
      ? [gain('fit', 10, 'Add the company size: 201 to 5,000 people fits best')]
      : []),
  ]
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
}

function whyEmail({ email, email_status }: ScoredLead): string {
  if (email === null) return 'No email address'
  const why: Record<string, string> = {
    valid: 'The email address is verified',
    unverified: 'The email address is not verified yet',
    risky: 'The email address is risky',
    invalid: 'The email address is invalid',
  }
  return why[email_status] ?? 'Verification could not tell whether the email address works'
}

function howEmail({ email, email_status }: ScoredLead): string {
  if (email === null) return 'Add an email address and have it verified'
  return email_status === 'invalid'
    ? 'Replace the email address by one that works'
    : 'Have the email address verified'
}

function whyPhone({ phone, mobile, points_phone }: ScoredLead): string {
  if (phone === null && mobile === null) return 'No phone number'
  if (points_phone >= MAX_POINTS.phone) return 'A phone number is verified'
  return points_phone > 0 ? 'A phone number that is not verified' : 'The phone number is invalid'
}

function howPhone({ phone, mobile, points_phone }: ScoredLead): string {
  if (phone === null && mobile === null) return 'Add a phone number and have it verified'
  return points_phone > 0 ? 'Have the phone number verified' : 'Replace the phone number by one that works'
}

function missingFields(lead: ScoredLead): string[] {
  const fields: [string | null, string][] = [
    [lead.company_name, 'company'],
    [lead.job_title, 'job title'],
    [lead.linkedin_url, 'LinkedIn URL'],
    [lead.industry, 'industry'],
  ]
  return fields.filter(([value]) => value === null).map(([, name]) => name)
}

function whyCompleteness(lead: ScoredLead): string {
  const missing = missingFields(lead)
  return missing.length === 0
    ? `Company, job title, LinkedIn URL and industry are known: ${POINTS_A_FIELD} points each`
    : `Not known: ${missing.join(', ')}`
}

function whyFit({ company_size, points_fit, industry }: ScoredLead): string {
  const size = company_size === null ? 'Company size unknown' : `${company_size} people`
  const isPriority = industry !== null && points_fit > sizePoints(company_size)
  return isPriority
    ? `${size}; ${industry} is one of your priority industries`
    : `${size}; not a priority industry`
}

function sizePoints(size: string | null): number {
  if (size === '201-500' || size === '501-1000' || size === '1001-5000') return 10
  return size === '51-200' || size === '5001-10000' || size === '10001+' ? 5 : 0
}

function whyRecency({ points_recency }: ScoredLead): string {
  if (points_recency === MAX_POINTS.recency) return 'Obtained today; a point less each day'
  if (points_recency === 0) return `Obtained ${MAX_POINTS.recency} or more days ago`
  const days = MAX_POINTS.recency - points_recency
  return `Obtained ${days} ${days === 1 ? 'day' : 'days'} ago; a point less each day`
}

function whyEngagement({ points_engagement }: ScoredLead): string {
  return points_engagement === 0 ? 'No engagement seen yet' : 'What the source and the person did so far'
}
