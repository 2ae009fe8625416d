-- The market as buyers search it: masked, active listings, and what makes any filter with any order fast.

-- What the filters ask, folded into two numbers that index entries can carry, so that a list is answered
-- without reading rows that do not match. Hashes may collide: find-listings.ts asks the row once more before
-- it shows it. PL/pgSQL, so that the table's expression is one short call: Postgres reads the expressions of a table
-- anew for every row an UPDATE touches without changing what they depend on, as each sale does (0.5 ms a row).
create function market_code(
  has_email boolean, has_phone boolean, has_linkedin boolean, email_status text, phone_status text, max_buyers int,
  company_size text, seniority text, department text, industry text, country text, state text
) returns bigint
language plpgsql immutable parallel safe
as $$
begin
  -- all of these operators have one precedence
  return has_email::int::bigint
    | (has_phone::int::bigint << 1)
    | (has_linkedin::int::bigint << 2)
    | (coalesce(email_status = 'valid' or phone_status = 'valid', false)::int::bigint << 3)
    | ((max_buyers = 1)::int::bigint << 4)
    | ((hashtext(coalesce(company_size, '')) & 255)::bigint << 5)
    | ((hashtext(coalesce(seniority, '')) & 255)::bigint << 13)
    | ((hashtext(coalesce(department, '')) & 255)::bigint << 21)
    | ((hashtext(coalesce(industry, '')) & 4095)::bigint << 29)
    | ((hashtext(coalesce(country, '')) & 1023)::bigint << 41)
    | ((hashtext(coalesce(country || '-' || state, '')) & 4095)::bigint << 51);
end $$;

-- A bit for each word: a title that has all wanted words has all their bits.
create function market_title_bits(title_words text[]) returns bigint
language plpgsql immutable parallel safe
as $$
declare
  bits bigint := 0;
  word text;
begin
  foreach word in array title_words loop
    bits := bits | (1::bigint << (hashtext(word) & 63));
  end loop;
  return bits;
end $$;
grant execute on function market_code(
  boolean, boolean, boolean, text, text, int, text, text, text, text, text, text
), market_title_bits(text[]) to assay_app, assay_system, assay_exchange;

alter table listings
  add column code bigint not null generated always as (market_code(
    has_email, has_phone, has_linkedin, email_status, phone_status, max_buyers, company_size, seniority, department,
    industry, country, state)) stored,
  add column title_bits bigint not null generated always as (market_title_bits(title_words)) stored;

-- A list in some order walks that order's index alone: everything a filter asks is in its entries.
drop index listings_by_age, listings_by_score, listings_by_price;
create index listings_by_listed_at on listings (listed_at, id)
  include (score, price_hundredths, sourced_at, code, title_bits) where status = 'active';
create index listings_by_age on listings (sourced_at, id)
  include (score, price_hundredths, listed_at, code, title_bits) where status = 'active';
create index listings_by_score on listings (score, id)
  include (price_hundredths, sourced_at, listed_at, code, title_bits) where status = 'active';
create index listings_by_price on listings (price_hundredths, id)
  include (score, sourced_at, listed_at, code, title_bits) where status = 'active';

-- The request role reads its own listings in the table and everybody's here, where nothing tells whose they
-- are. A policy on the table would not do: it keeps indexes from serving array operators.
alter policy tenant on listings using (
  workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
);
create view market as
select
  id, price_hundredths, max_buyers, times_sold, expires_at, listed_at, industry, seniority, department, title_words,
  company_size, country, state, score, (email_status = 'valid' or phone_status = 'valid') is true as verified,
  has_email, has_phone, has_linkedin, sourced_at, facets, code, title_bits,
  (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) is true as own
from listings where status = 'active';
alter view market owner to assay_exchange;
grant select on market to assay_app, assay_system;
