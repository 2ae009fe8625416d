import type pg from 'pg'
import { LEAD_SORTS, type LeadFilter, type LeadSort } from '../../src/features/leads/schema.ts'

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

/** Every filter alone, frequent and rare, and some together; those that fight a sort order among them. */
async function leadFilters(owner: pg.Client, workspaceId: string): Promise<Record<string, LeadFilter>> {
  const { rows } = await owner.query(
    `select import_id from leads where workspace_id = $1 and import_id is not null order by id limit 1
       offset (select count(*) / 20 from leads where workspace_id = $1)`,
    [workspaceId],
  )
  const import_id: string = rows[0].import_id
  return {
    none: {},
    'status new': { status: ['new'] },
    'status won (old ones)': { status: ['won'] },
    'status won or lost': { status: ['won', 'lost'] },
    'source marketplace': { source: ['marketplace'] },
    'source pixel': { source: ['pixel'] },
    'source none has': { source: ['audience'] },
    'score from 80': { score_min: 80 },
    'score from 95': { score_min: 95 },
    'score to 25': { score_max: 25 },
    'score 40 to 60': { score_min: 40, score_max: 60 },
    'tag of one in fifty': { tag: ['vip'] },
    'tag of one in six': { tag: ['newsletter'] },
    'tag of old ones': { tag: ['campaign-2024'] },
    'tag of few': { tag: ['rare'] },
    'tag of none': { tag: ['none'] },
    'last week': { created_from: ago(7) },
    'last month': { created_from: ago(30) },
    'a day last year': { created_from: ago(400), created_to: ago(399) },
    'over 600 days old': { created_to: ago(600) },
    'has email': { has: ['email'] },
    'has phone': { has: ['phone'] },
    'has company': { has: ['company'] },
    'has everything': { has: ['email', 'phone', 'linkedin', 'company'] },
    'one import': { import_id },
    'word of a fifth': { q: 'manager' },
    'word of few': { q: 'zookeeper' },
    'word of none': { q: 'xyzzyq' },
    'first name': { q: 'john' },
    'beginning of a name': { q: 'jo' },
    'one letter': { q: 'a' },
    'first and last name': { q: 'mary smith' },
    'an address': { q: 'mary.smith@' },
    'a company': { q: 'acme 42' },
    'won, from 60': { status: ['won'], score_min: 60 },
    'won managers': { status: ['won'], q: 'manager' },
    'bought Johns with a phone, from 70': {
      source: ['marketplace'],
      q: 'john',
      score_min: 70,
      has: ['phone'],
    },
    'managers of an import': { import_id, q: 'manager' },
    'new this month with email, from 50': {
      status: ['new'],
      created_from: ago(30),
      has: ['email'],
      score_min: 50,
    },
    'vip with phone, contacted': { tag: ['vip'], has: ['phone'], status: ['contacted'] },
  }
}

export interface LeadSearch {
  name: string
  filter: LeadFilter
  sort: LeadSort
}

export async function leadSearches(owner: pg.Client, workspaceId: string): Promise<LeadSearch[]> {
  const filters = Object.entries(await leadFilters(owner, workspaceId))
  return filters.flatMap(([name, filter]) =>
    LEAD_SORTS.map((sort) => ({ name: `${name}, by ${sort}`, filter, sort })),
  )
}
