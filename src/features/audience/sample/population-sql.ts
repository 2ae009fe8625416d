import { PLACES } from './places.ts'
import {
  ACCENTED_NAMES,
  COMPANY_HEADS,
  COMPANY_TAILS,
  FIRST_NAMES,
  FUNCTIONS,
  INDUSTRIES,
  LAST_NAMES,
  REGIONS,
} from './words.ts'

export interface Population {
  /** 1 to 100,000,000 people. */
  rows: number
  /** Another seed makes other people. */
  seed: number
  /** The latest day somebody was seen, ISO 8601. */
  until: string
}

type Words = readonly (string | number | undefined)[]

const text = (value: string | number | undefined) => `'${String(value ?? '').replaceAll("'", "''")}'`
/** A small table of these words, numbered from 0. */
const table = (name: string, columns: Record<string, Words>) => {
  const length = Object.values(columns)[0]?.length ?? 0
  const lists = Object.entries(columns).map(
    ([key, words]) => `unnest([${words.map(text).join(', ')}]) as ${key}`,
  )
  return `${name} as materialized (select unnest(range(${length})) as ${name}_at, ${lists.join(', ')})`
}
/** The number of one of `length`; the further `u` is bent, the more the first ones are preferred. */
const at = (length: number, u: string, bend = 1) =>
  `least(${length - 1}, floor(pow(${u}, ${bend}) * ${length}))::bigint`

const tables = [
  table('firsts', { first_name: [...FIRST_NAMES, ...ACCENTED_NAMES] }),
  table('lasts', { last_name: LAST_NAMES }),
  table('heads', { head: COMPANY_HEADS }),
  table('tails', { tail: COMPANY_TAILS }),
  table('regions', { region: REGIONS }),
  table('lines', { line: INDUSTRIES.map(([label]) => label), code: INDUSTRIES.map(([, code]) => code) }),
  table('others', { other: INDUSTRIES.map(([label]) => label) }),
  table('jobs', {
    role: FUNCTIONS.map(([department]) => department),
    plain: FUNCTIONS.map(([, plain]) => plain),
    field: FUNCTIONS.map(([, , field]) => field),
  }),
  table('places', {
    nation: PLACES.map(([country]) => country),
    region_code: PLACES.map(([, state]) => state),
    town: PLACES.map(([, , city]) => city),
    middle_lat: PLACES.map(([, , , lat]) => lat),
    middle_lon: PLACES.map(([, , , , lon]) => lon),
    post: PLACES.map(([, , , , , post]) => post),
    area: PLACES.map(([, , , , , , area]) => area),
  }),
]

/**
 * A query for made-up people: the same ones for the same parameters. What goes together in life does here: few large
 * companies have many of the people, a company has one industry, size and home, and most of its people live there.
 * Addresses are of .example and .test, telephone numbers of the ranges kept for fiction.
 */
export function populationSql({ rows, seed, until }: Population): string {
  const companies = Math.max(20, Math.floor(rows / 12))
  // numbers from 0 to 1, of a person and of a company
  const u = (stream: number) => `((hash(i * 97 + ${seed * 7919 + stream}) >> 12) / 4503599627370496.0)`
  const cu = (stream: number) => `((hash(c * 89 + ${seed * 7907 + 500 + stream}) >> 12) / 4503599627370496.0)`
  return `
    with ${tables.join(', ')}, people as (
      select i, least(${companies - 1}, floor(pow(${u(1)}, 2.0) * ${companies}))::bigint as c
      from range(${rows}) numbers (i)
    ), drawn as (
      select i, c,
        case when ${u(4)} < 0.02 then ${FIRST_NAMES.length} + ${at(ACCENTED_NAMES.length, u(5))}
          else ${at(FIRST_NAMES.length, u(5), 1.3)} end as firsts_at,
        ${at(LAST_NAMES.length, u(6), 1.8)} as lasts_at,
        ${at(COMPANY_HEADS.length, cu(2))} as heads_at, ${at(COMPANY_TAILS.length, cu(3), 1.4)} as tails_at,
        ${at(INDUSTRIES.length, cu(1), 1.7)} as lines_at, ${at(INDUSTRIES.length, u(20))} as others_at,
        ${at(REGIONS.length, u(20))} as regions_at, ${at(FUNCTIONS.length, u(7), 1.4)} as jobs_at,
        ${at(PLACES.length, `(case when ${u(2)} < 0.85 then ${cu(5)} else ${u(3)} end)`, 1.6)} as places_at,
        case when c < ${companies} * 0.0005 then 8 when c < ${companies} * 0.002 then 7 when c < ${companies} * 0.01 then 6
          when c < ${companies} * 0.03 then 5 when c < ${companies} * 0.08 then 4 when c < ${companies} * 0.2 then 3
          when c < ${companies} * 0.5 then 2 else 1 end as size,
        ${cu(4)} as wealth, ${u(8)} as level, ${u(9)} as ending, ${u(10)} as street
      from people
    ), named as (
      select *, lower(strip_accents(first_name)) || '.' || lower(last_name) as slug, lower(to_base(i, 36)) as mark,
        lower(head) || '-' || lower(tail) || '-' || (c + 1)::varchar || '.example' as domain,
        case when level < 0.012 then 'c_suite' when level < 0.045 then 'vp' when level < 0.12 then 'director'
          when level < 0.3 then 'manager' when level < 0.92 then 'individual' else 'entry' end as rank
      from drawn join firsts using (firsts_at) join lasts using (lasts_at) join heads using (heads_at)
        join tails using (tails_at) join lines using (lines_at) join others using (others_at)
        join regions using (regions_at) join jobs using (jobs_at) join places using (places_at)
    )
    select first_name, last_name,
      case when ${u(11)} < 0.9 then slug || '.' || mark || '@' || domain end as email,
      case when ${u(11)} >= 0.9 then null when ${u(12)} < 0.58 then 'valid' when ${u(12)} < 0.7 then 'risky'
        when ${u(12)} < 0.74 then 'invalid' else 'unverified' end as email_status,
      case when ${u(13)} < 0.12 then slug || mark || '@mail.test' end as second_email,
      case when area <> '' and ${u(14)} < 0.62 then '+1' || area || '5550' || (100 + floor(${u(15)} * 100))::int
        when nation = 'GB' and ${u(14)} < 0.62 then '+44207946' || lpad(floor(${u(15)} * 1000)::int::varchar, 4, '0')
        end as phone,
      case when area <> '' and ${u(16)} < 0.2 then '+1' || area || '5550' || (100 + floor(${u(17)} * 100))::int end
        as mobile,
      case when ${u(18)} < 0.03 then null
        else case rank
          when 'c_suite' then case when ${u(19)} < 0.5 then 'Chief ' || field || ' Officer' when ${u(19)} < 0.7 then 'CEO'
            when ${u(19)} < 0.85 then 'Founder' else 'President' end
          when 'vp' then case when ${u(19)} < 0.6 then 'VP of ' else 'Vice President, ' end || field
          when 'director' then case when ${u(19)} < 0.4 then 'Director of ' || field
            when ${u(19)} < 0.7 then field || ' Director' else 'Head of ' || field end
          when 'manager' then case when ${u(19)} < 0.7 then field || ' Manager' else 'Senior Manager, ' || field end
          when 'entry' then case when ${u(19)} < 0.5 then 'Junior ' else 'Trainee ' end || plain
          else case when ${u(19)} < 0.3 then 'Senior ' else '' end || plain end
        || case when ending < 0.08 then ', ' || region when ending < 0.13 then ' - ' || other
          when ending < 0.15 then ' (Team ' || floor(pow(${u(21)}, 3) * 4000)::int || ')' else '' end end as job_title,
      case when ${u(22)} < 0.8 then rank end as seniority,
      case when ${u(23)} < 0.8 then role end as department,
      head || ' ' || tail || ' ' || (c + 1)::varchar as company_name, domain as company_domain,
      case when ${u(24)} < 0.95 then line end as industry,
      case when ${u(25)} < 0.7 then code end as naics,
      case when ${u(26)} < 0.93 then case size when 1 then '1-10' when 2 then '11-50' when 3 then '51-200' when 4 then '201-500'
        when 5 then '501-1000' when 6 then '1001-5000' when 7 then '5001-10000' else '10001+' end end as company_size,
      case when wealth < 0.8 then (pow(4, size) * (90 + floor(wealth * 200)) * 2000)::bigint end as revenue,
      town as city, nullif(region_code, '') as state,
      case when ${u(27)} < 0.9 then post || (10 + floor(pow(street, 1.5) * 60))::int end as postal_code,
      nation as country,
      round(middle_lat::double + ((street * 6151) % 1 - 0.5) * 0.3, 4) as lat,
      round(middle_lon::double + ((street * 7717) % 1 - 0.5) * 0.3, 4) as lon,
      case when ${u(28)} < 0.55 then 'https://www.linkedin.com/in/sample-' || replace(slug, '.', '-') || '-' || mark end
        as linkedin_url,
      date '${until}' - floor(pow(${u(29)}, 2.2) * 1400)::int as seen_on
    from named`
}
