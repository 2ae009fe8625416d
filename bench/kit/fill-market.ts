import type pg from 'pg'

/**
 * Listings made by one statement, as uneven as a real market: a few industries, states and title words have
 * most of it, the young score higher, verified ones cost more.
 */
export async function fillMarket(owner: pg.Client, partnerId: string, rows: number): Promise<void> {
  await owner.query(`insert into partners (workspace_id, status, company) values ($1, 'approved', 'Bench')`, [
    partnerId,
  ])
  await owner.query(
    `with dice as (
       select g, random() as a, random() as b, random() as c, random() as d, random() as e, random() as f,
         random() as h, random() as i, random() as j, random() as k
       from generate_series(1, $2::int) g
     ), made as (
       select *, a < 0.45 as valid, b < 0.7 as phone, c < 0.6 as linkedin, (h * h * 180) as days,
         now() - h * h * interval '180 days' as sourced
       from dice
     )
     insert into listings (workspace_id, lead_id, price_hundredths, max_buyers, industry, seniority, department,
       title_words, company_size, country, state, score, email_status, phone_status, has_email, has_phone,
       has_linkedin, sourced_at, listed_at, email_identities, other_identities)
     select $1, gen_random_uuid(), 50 + (e * e * 1500)::int + valid::int * 200, case when f < 0.5 then 1 else 5 end,
       case when i > 0.05 then (array['Software', 'Banking', 'Retail', 'Construction', 'Insurance', 'Education',
         'Hospitality', 'Manufacturing', 'Consulting', 'Veterinary'])[1 + floor(i * i * 9.1)] end,
       (array['c_suite', 'vp', 'director', 'manager', 'individual', 'entry'])[1 + floor(j * 6)],
       (array['sales', 'marketing', 'engineering', 'operations', 'finance', 'hr', 'it', 'product', 'legal',
         'support'])[1 + floor(k * k * 10)],
       array[(array['head', 'director', 'manager', 'chief', 'officer', 'engineer', 'senior', 'lead', 'vp',
         'veterinary'])[1 + floor(d * d * 9.02)], (array['sales', 'marketing', 'finance', 'product', 'legal'])[1 + floor(f * 5)]],
       (array['1-10', '11-50', '51-200', '201-500', '501-1000', '1001-5000', '5001-10000', '10001+'])[1 + floor(a * 8)],
       case when b < 0.7 then 'US' else (array['GB', 'DE', 'FR', 'CA', 'AU'])[1 + floor(c * 5)] end,
       case when b < 0.7 then (array['CA', 'NY', 'TX', 'FL', 'WA', 'IL', 'MA', 'GA', 'CO', 'OH', 'PA', 'VA', 'AZ', 'OR',
         'UT'])[1 + floor(c * c * 15)] end,
       least(100, case when valid then 25 else 10 end + phone::int * 7 + (phone and k < 0.3)::int * 8 + 10
         + linkedin::int * 5 + case when a between 0.375 and 0.75 then 10 when a between 0.25 and 0.375 then 5 else 0 end
         + greatest(0, 20 - days::int) + (d < 0.2)::int * 10),
       case when valid then 'valid' else 'unverified' end,
       case when phone then case when k < 0.3 then 'valid' else 'unverified' end end,
       true, phone, linkedin, sourced, sourced + random() * 0.2 * (now() - sourced),
       array[substring(sha256(('e' || g)::bytea) for 16)],
       array_remove(array[case when phone then substring(sha256(('p' || g)::bytea) for 16) end,
         case when linkedin then substring(sha256(('l' || g)::bytea) for 16) end], null)
     from made`,
    [partnerId, rows],
  )
  await owner.query('vacuum (analyze) listings')
}
