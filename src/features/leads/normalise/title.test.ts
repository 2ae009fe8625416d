import { expect, it } from 'vitest'
import { leadOf } from './lead-of.test-kit.ts'
import { parseDepartment, parseSeniority, parseTitle } from './title.ts'
import { DEPARTMENTS, SENIORITIES } from './types.ts'

it.each([
  ['Chief Executive Officer', 'c_suite', 'executive', ['chief', 'executive', 'officer']],
  ['Co-Founder & CEO', 'c_suite', 'executive', ['cofounder', 'ceo']],
  ['VP, Sales', 'vp', 'sales', ['vp', 'sales']],
  ['Senior Vice President of Marketing', 'vp', 'marketing', ['senior', 'vice', 'president', 'marketing']],
  ['Director of Engineering', 'director', 'engineering', ['director', 'engineering']],
  ['Head of People', 'director', 'hr', ['head', 'people']],
  ['HR Manager', 'manager', 'hr', ['hr', 'manager']],
  ['Product Owner', 'individual', 'product', ['product', 'owner']],
  ['Executive Assistant to the CEO', 'individual', 'executive', ['executive', 'assistant', 'ceo']],
  ['Software Engineer', 'individual', 'engineering', ['software', 'engineer']],
  ['Marketing Intern', 'entry', 'marketing', ['marketing', 'intern']],
  ['Account Executive', 'individual', 'sales', ['account', 'executive']],
  ['Customer Success Manager', 'manager', 'support', ['customer', 'success', 'manager']],
  ['C.E.O.', 'c_suite', 'executive', ['ceo']],
  ['Zebra Whisperer at Acme', 'individual', null, []],
])('%s', (title, seniority, department, words) => {
  expect(parseTitle(title)).toEqual({ title, seniority, department, words })
})

it('shows no word of a title that could name someone', () => {
  expect(parseTitle('Assistant to Jane Doe, Acme Inc').words).toEqual(['assistant'])
})

it.each([
  ['C suite', 'c_suite'],
  ['C-Level', 'c_suite'],
  ['Owner', 'c_suite'],
  ['VP-Level', 'vp'],
  ['Head', 'director'],
  ['Manager', 'manager'],
  ['Non-Manager', 'individual'],
  ['Senior', 'individual'],
  ['Entry', 'entry'],
  ['Intern', 'entry'],
  ['purple', null],
])('seniority column %j is %j', (given, seniority) => {
  expect(parseSeniority(given)).toBe(seniority)
})

it('reads its own words back', () => {
  for (const seniority of SENIORITIES) expect(parseSeniority(seniority)).toBe(seniority)
  for (const department of DEPARTMENTS) expect(parseDepartment(department)).toBe(department)
})

it('takes level and department from their own columns first', () => {
  const lead = leadOf({
    job_title: 'VP Sales',
    seniority: 'Director',
    department: 'Information Technology, Sales',
  })
  expect(lead).toMatchObject({ seniority: 'director', department: 'it' })
  expect(leadOf({ job_title: 'VP Sales', seniority: 'purple' })).toMatchObject({
    seniority: 'vp',
    department: 'sales',
  })
})
