-- What a partner may know of its sales: what sold, when, for how much and what it earned. Never to whom.

-- Newest first, behind (p_before, p_before_id) when given. A sale's id tells nothing of the order it is part of.
create function partner_sales(p_before timestamptz, p_before_id uuid, p_limit int)
returns table (
  id uuid, listing_id uuid, sold_at timestamptz, price_hundredths bigint, earning_hundredths bigint,
  rate_percent int, rule_version int, rule_inputs jsonb, released_at timestamptz
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.id, i.listing_id, i.created_at, i.price_hundredths, i.earning_hundredths,
    i.rate_percent, i.rule_version, i.rule_inputs, i.released_at
  from order_items i
  cross join lateral (
    select encode(substring(sha256(uuid_send(i.order_id) || uuid_send(i.listing_id)) for 16), 'hex')::uuid as id) s
  where i.partner_id = current_workspace()
    and (p_before is null or i.created_at < p_before or (i.created_at = p_before and s.id < p_before_id))
  order by i.created_at desc, s.id desc
  limit p_limit
$$;
alter function partner_sales(timestamptz, uuid, int) owner to assay_exchange;
grant execute on function partner_sales(timestamptz, uuid, int) to assay_app;

-- One row per month (UTC) with sales, newest first, and how much of it is past the holdback.
create function partner_months_earned()
returns table (month date, sales bigint, earned_hundredths bigint, released_hundredths bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select date_trunc('month', i.created_at at time zone 'UTC')::date, count(*), sum(i.earning_hundredths)::bigint,
    coalesce(sum(i.earning_hundredths) filter (where i.released_at <= now()), 0)::bigint
  from order_items i
  where i.partner_id = current_workspace()
  group by 1
  order by 1 desc
$$;
alter function partner_months_earned() owner to assay_exchange;
grant execute on function partner_months_earned() to assay_app;

-- The rule in force, what it reads of this partner, and what it comes to for a lead uploaded and sold now.
create function partner_commission()
returns table (
  percent int, version int, base_percent int, fresh_percent int, fresh_days int, quality_percent int,
  quality_valid_percent int, volume_percent int, volume_uploads int, max_percent int, holdback_days int, inputs jsonb
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select c.percent, r.version, r.base_percent, r.fresh_percent, r.fresh_days, r.quality_percent,
    r.quality_valid_percent, r.volume_percent, r.volume_uploads, r.max_percent, r.holdback_days, c.inputs
  from commission(current_workspace(), now(), now()) c
  join commission_rules r on r.version = c.version
$$;
alter function partner_commission() owner to assay_exchange;
grant execute on function partner_commission() to assay_app;
