import { cleanLine, cut, fold, isNothing } from './clean-text.ts'
import { memo } from './memo.ts'
import { TITLE_VOCABULARY } from './title-vocabulary.ts'
import type { Department, Seniority } from './types.ts'

export interface JobTitle {
  /** null for none. */
  title: string | null
  words: string[]
  seniority: Seniority | null
  department: Department | null
}

const MAX_TITLE_CHARS = 200
const NO_TITLE: JobTitle = { title: null, words: [], seniority: null, department: null }

/** In this order: a vice president is no president, and the CEO's assistant no CEO. */
const SENIORITY: readonly [RegExp, Seniority][] = [
  [
    /\b(intern|internship|trainee|apprentice|stagiaire|praktikant|becario|student|werkstudent|entry level)\b/,
    'entry',
  ],
  [
    /^(executive|personal|administrative|team|office)? ?(assistant|secretary)\b|\bassistant to\b/,
    'individual',
  ],
  [
    /\b((product|process|scrum|data|system) owner|business partner|partner (success|account|marketing))\b/,
    'individual',
  ],
  [/\b(vice president|vp|svp|evp|avp|vicepresident|vice presidente)\b/, 'vp'],
  [/\b(chief|ceo|cfo|coo|cto|cio|cmo|cro|cpo|chro|ciso|cso|cdo|cco|c level|c suite)\b/, 'c_suite'],
  [
    /\b(founder|cofounder|owner|president|chairman|chairwoman|chairperson|managing director|geschaftsfuhrer)\b/,
    'c_suite',
  ],
  [
    /\b(managing partner|general partner|senior partner|founding partner|gerant|inhaber|proprietor|pdg|gerente general)\b|^partner\b/,
    'c_suite',
  ],
  [
    /\b(director|head|directeur|directrice|direktor|direttore|diretor|leiter|leiterin|responsable general)\b/,
    'director',
  ],
  [/\blead generation\b/, 'individual'],
  [
    /\b(manager|managerin|lead|leader|supervisor|superintendent|foreman|gerente|responsable|chef de|capo|coordinador)\b/,
    'manager',
  ],
  [/\b(junior|jr|graduate|assistant|entry|assistente|asistente)\b/, 'entry'],
]

const DEPARTMENT: readonly [RegExp, Department][] = [
  [
    /\b(human resources|hr|people|talent|recruit\w*|chro|payroll|compensation|benefits|rh|personal(leiter|referent))\b/,
    'hr',
  ],
  [/\b(legal|counsel|attorney|lawyer|paralegal|compliance|juriste|avocat|abogad[oa])\b/, 'legal'],
  [
    /\b(customer (support|success|service|care|experience)|client (success|service|services)|support|helpdesk|help desk|service desk)\b/,
    'support',
  ],
  [
    /\b(marketing|cmo|brand|seo|sem|content|communications?|public relations|pr|growth|demand generation|social media|advertising|copywriter|media)\b/,
    'marketing',
  ],
  [
    /\b(sales|account (executive|manager|director)|business development|bdr|sdr|revenue|cro|commercial|ventas|vertrieb|vendas|salesperson|sales\w+|presales|key account|vente|ventes)\b/,
    'sales',
  ],
  [
    /\b(finance|financial|cfo|accountant|accounting|accounts|controller|comptroller|treasur\w+|tax|audit\w*|bookkeeper|investment|actuary|contable|comptable)\b/,
    'finance',
  ],
  [
    /\b(product (manager|owner|director|lead|management|marketing)|head of product|vp product|vp of product|chief product|cpo|product)\b/,
    'product',
  ],
  [/\b(ux|ui|designer|design|creative|art director|illustrator|animator)\b/, 'design'],
  [/\b(data|analytics|machine learning|ml|ai|business intelligence|bi|statistician|cdo)\b/, 'data'],
  [
    /\b(it|information technology|cio|ciso|sysadmin|systems? administrator|network|infrastructure|security|cybersecurity|database administrator|technical support)\b/,
    'it',
  ],
  [
    /\b(engineer|engineering|developer|software|programmer|devops|architect|cto|technology|r d|qa|tester|ingenieur|ingeniero|entwickler|desarrollador)\b/,
    'engineering',
  ],
  [
    /\b(operations?|coo|logistics|supply chain|procurement|purchasing|warehouse|manufacturing|production|plant|facilities|buyer|project manager|program manager|office manager|quality|fleet|maintenance)\b/,
    'operations',
  ],
  [
    /\b(ceo|chief executive|founder|cofounder|owner|president|chairman|chairwoman|managing director|managing partner|general manager|board|partner|geschaftsfuhrer|gerant)\b/,
    'executive',
  ],
]

/** A job title with what it says of its holder. */
export const parseTitle = memo(50_000, (given): JobTitle => {
  const title = cut(cleanLine(given), MAX_TITLE_CHARS)
  if (isNothing(title)) return NO_TITLE
  const words = fold(title)
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\bco founder\b/g, 'cofounder')
  return { title, words: knownWords(words), seniority: seniorityOf(words), department: departmentOf(words) }
})

/** What a seniority column says, in our words. */
export const parseSeniority = memo(1000, (given): Seniority | null => {
  const words = fold(given.slice(0, MAX_TITLE_CHARS))
    .replace(/[^a-z]+/g, ' ')
    .trim()
  if (words === '') return null
  if (
    /^(individual|individual contributor|non manager|senior|staff|professional|employee|specialist|ic)$/.test(
      words,
    )
  ) {
    return 'individual'
  }
  if (/^partner$|^(c|cxo|executive|board member|c level exec|owner partner)$/.test(words)) return 'c_suite'
  return SENIORITY.find(([pattern]) => pattern.test(words))?.[1] ?? null
})

/** What a department column says, in our words; the first of several. `other` for one we have no word for. */
export const parseDepartment = memo(1000, (given): Department | null => {
  if (isNothing(cleanLine(given))) return null
  for (const part of given.slice(0, MAX_TITLE_CHARS).split(/[,;|]/)) {
    const words = fold(part)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    if (/^(c suite|executive|management|executives|leadership|direction)$/.test(words)) return 'executive'
    const found = departmentOf(words)
    if (found !== null) return found
  }
  return 'other'
})

function knownWords(words: string): string[] {
  return [...new Set(words.split(' ').filter((word) => TITLE_VOCABULARY.has(word)))]
}

function seniorityOf(words: string): Seniority | null {
  if (words === '') return null
  return SENIORITY.find(([pattern]) => pattern.test(words))?.[1] ?? 'individual'
}

function departmentOf(words: string): Department | null {
  return DEPARTMENT.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
