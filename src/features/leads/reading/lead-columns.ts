/** Columns of `leads l` in a list's row. */
export const ROW_COLUMNS = `
  l.id, l.full_name, l.first_name, l.last_name, l.job_title, l.company_name, l.email, l.email_status,
  l.phone, l.phone_status, l.mobile, l.mobile_status, l.linkedin_url, l.industry, l.seniority, l.department,
  l.company_size, l.city, l.state, l.country, l.source, l.source_detail, l.status, l.tags, l.score,
  l.returned_at, l.created_at, l.updated_at`

/** Columns of `leads l` for everything about one lead. */
export const LEAD_COLUMNS = `${ROW_COLUMNS},
  l.second_email, l.second_email_status, l.email_flags, l.verifications, l.company_domain, l.revenue,
  l.postal_code, l.website, l.notes, l.custom, l.consent_source, l.consent_at, l.consent_text, l.consent_ip,
  l.original, l.import_id, l.order_id, l.sourced_at, l.points_email, l.points_phone, l.points_completeness,
  l.points_fit, l.points_recency, l.points_engagement`
