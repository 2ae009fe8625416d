import type { SegmentTemplate } from './schema.ts'

/** Targets people begin with; every industry is one of the audience's list. */
export const SEGMENT_TEMPLATES: SegmentTemplate[] = [
  {
    id: 'saas-leaders',
    name: 'Software company leaders',
    description: 'Executives and vice presidents of software companies with 11 to 500 people',
    target: 'audience',
    filters: {
      industries: ['Software Development'],
      seniorities: ['c_suite', 'vp'],
      company_sizes: ['11-50', '51-200', '201-500'],
      has: ['email'],
    },
  },
  {
    id: 'sales-leaders',
    name: 'Heads of sales',
    description: 'Who decides about sales tools, in companies with 51 to 1,000 people',
    target: 'audience',
    filters: {
      all: [
        { company_sizes: ['51-200', '201-500', '501-1000'] },
        {
          any: [
            { departments: ['sales'], seniorities: ['c_suite', 'vp', 'director'] },
            { job_titles: ['head of sales', 'chief revenue officer'] },
          ],
        },
      ],
    },
  },
  {
    id: 'marketing-leaders',
    name: 'Marketing decision makers',
    description: 'Marketing directors and above, without assistants and interns',
    target: 'audience',
    filters: {
      departments: ['marketing'],
      seniorities: ['c_suite', 'vp', 'director'],
      job_titles_exclude: ['assistant', 'intern'],
    },
  },
  {
    id: 'engineering-managers',
    name: 'Engineering managers',
    description: 'Managers and directors of engineering with a LinkedIn profile',
    target: 'audience',
    filters: {
      departments: ['engineering'],
      seniorities: ['vp', 'director', 'manager'],
      has: ['linkedin'],
    },
  },
  {
    id: 'it-security',
    name: 'IT and security buyers',
    description: 'Who is responsible for IT or security in companies with more than 200 people',
    target: 'audience',
    filters: {
      all: [
        { company_sizes: ['201-500', '501-1000', '1001-5000', '5001-10000', '10001+'] },
        {
          any: [
            { departments: ['it'], seniorities: ['c_suite', 'vp', 'director', 'manager'] },
            { job_titles: ['ciso', 'cio', 'information security', 'it manager'] },
          ],
        },
      ],
    },
  },
  {
    id: 'finance-leaders',
    name: 'Finance leaders',
    description: 'Chief financial officers, controllers and finance directors in the United States',
    target: 'audience',
    filters: {
      all: [
        { countries: ['US'] },
        {
          any: [
            { departments: ['finance'], seniorities: ['c_suite', 'vp', 'director'] },
            { job_titles: ['cfo', 'chief financial officer', 'controller'] },
          ],
        },
      ],
    },
  },
  {
    id: 'hr-people',
    name: 'HR and people teams',
    description: 'HR managers and above in companies with 51 to 1,000 people',
    target: 'audience',
    filters: {
      departments: ['hr'],
      seniorities: ['c_suite', 'vp', 'director', 'manager'],
      company_sizes: ['51-200', '201-500', '501-1000'],
    },
  },
  {
    id: 'small-business-owners',
    name: 'Small business owners',
    description: 'Owners and founders of companies with up to 50 people, with a phone number',
    target: 'audience',
    filters: {
      job_titles: ['owner', 'founder', 'co founder'],
      company_sizes: ['1-10', '11-50'],
      has: ['phone'],
    },
  },
  {
    id: 'healthcare',
    name: 'Healthcare decision makers',
    description: 'Directors and above of hospitals and health care in the United States',
    target: 'audience',
    filters: {
      industries: ['Hospitals and Health Care'],
      seniorities: ['c_suite', 'vp', 'director'],
      countries: ['US'],
    },
  },
  {
    id: 'manufacturing-operations',
    name: 'Operations in manufacturing',
    description: 'Who runs plants and supply chains',
    target: 'audience',
    filters: {
      industries: ['Manufacturing'],
      departments: ['operations'],
      seniorities: ['c_suite', 'vp', 'director', 'manager'],
    },
  },
  {
    id: 'construction',
    name: 'Construction companies',
    description: 'Leaders in construction with an email or phone number, seen in the last year',
    target: 'audience',
    filters: {
      industries: ['Construction'],
      seniorities: ['c_suite', 'vp', 'director'],
      has: ['email', 'phone'],
      seen_within_days: 365,
    },
  },
  {
    id: 'best-of-mine',
    name: 'Best leads nobody has written to',
    description: 'Your own leads with a verified email and a score of 60 or more that are still new',
    target: 'leads',
    filters: { statuses: ['new'], score_min: 60, verified: true },
  },
  {
    id: 'mine-going-stale',
    name: 'My leads going stale',
    description: 'Your own open leads that came more than 90 days ago',
    target: 'leads',
    filters: { all: [{ statuses: ['new', 'contacted', 'qualified'] }, { none: [{ seen_within_days: 90 }] }] },
  },
]
