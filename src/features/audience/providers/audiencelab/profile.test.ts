import { describe, expect, it } from 'vitest'
import { readProfile } from './profile.ts'

const personOf = (raw: Record<string, unknown>) => readProfile(raw)?.person ?? null

describe('a profile of AudienceLab', () => {
  it('is a person of ours', () => {
    expect(
      personOf({
        ...{
          UUID: 'u-1',
          FIRST_NAME: 'ANN',
          LAST_NAME: 'Lee',
          JOB_TITLE: 'VP, Sales',
          SENIORITY_LEVEL: 'vp',
        },
        ...{ BUSINESS_EMAIL: 'Old@acme.com, a.lee@acme.com', BUSINESS_VERIFIED_EMAILS: 'a.lee@acme.com' },
        ...{
          PERSONAL_EMAILS: 'ann@mail.example',
          MOBILE_PHONE: '(415) 555-2671',
          DIRECT_NUMBER: '+14155552672',
        },
        ...{
          COMPANY_NAME: 'Acme',
          COMPANY_DOMAIN: 'https://www.acme.com',
          COMPANY_INDUSTRY: 'software development',
        },
        ...{
          COMPANY_EMPLOYEE_COUNT: '51 to 200',
          COMPANY_REVENUE: '10 Million to 25 Million',
          COMPANY_NAICS: '511210',
        },
        ...{
          PERSONAL_CITY: 'Oakland',
          PERSONAL_STATE: 'California',
          PERSONAL_ZIP: '94601-1234',
          COMPANY_STATE: 'TX',
        },
        ...{
          LINKEDIN_URL: 'linkedin.com/in/AnnLee/',
          BUSINESS_EMAIL_LAST_SEEN_BY_ESP_DATE: '2026-11-02 10:00',
        },
      }),
    ).toEqual({
      ...{ ref: 'u-1', email: 'a.lee@acme.com', email_verified: true, second_email: 'old@acme.com' },
      ...{
        phone: '+14155552672',
        mobile: '+14155552671',
        full_name: 'ANN Lee',
        first_name: 'ANN',
        last_name: 'Lee',
      },
      ...{ job_title: 'VP, Sales', seniority: 'vp', department: 'sales', company_name: 'Acme' },
      ...{
        company_domain: 'acme.com',
        industry: 'Software Development',
        naics: '511210',
        company_size: '51-200',
      },
      ...{ revenue: 17_500_000, city: 'Oakland', state: 'US-CA', postal_code: '94601', country: 'US' },
      ...{ linkedin_url: 'https://www.linkedin.com/in/annlee', seen_on: '2026-11-02' },
    })
  })

  it('may be short and in small letters, with lists as lists and odd words for nothing', () => {
    const short = {
      first_name: 'Bo',
      personal_email: 'bo@mail.example',
      business_verified_emails: [null, 'BO@acme.com'],
    }
    expect(personOf(short)).toMatchObject({
      email: 'bo@acme.com',
      second_email: 'bo@mail.example',
      ref: 'bo@acme.com',
    })
    const odd = {
      MOBILE_PHONE: 14155552671,
      LAST_NAME: 'null',
      JOB_TITLE: 'N/A',
      COMPANY_NAME: {},
      PERSONAL_ZIP: '-',
    }
    expect(personOf(odd)).toMatchObject({
      mobile: '+14155552671',
      last_name: null,
      job_title: null,
      company_name: null,
    })
    expect(personOf({ FIRST_NAME: 'Cy', COMPANY_NAME: 'Acme' })).toBeNull()
  })

  it('has no number that must not be called, and no address known to be wrong', () => {
    const barred = { MOBILE_PHONE: '+14155552671, +14155552672', MOBILE_PHONE_DNC: 'Y, N' }
    expect(personOf(barred)).toMatchObject({ mobile: '+14155552672' })
    const both = { ...barred, MOBILE_PHONE_DNC: true, PERSONAL_EMAILS: 'ann@mail.example' }
    expect(personOf(both)).toMatchObject({ mobile: null, email: 'ann@mail.example', email_verified: false })
    const wrong = { BUSINESS_EMAIL: 'a@acme.com', BUSINESS_EMAIL_VALIDATION_STATUS: 'Invalid' }
    expect(personOf(wrong)).toBeNull()
    const valid = { ...wrong, BUSINESS_EMAIL_VALIDATION_STATUS: 'Valid (Esp)' }
    expect(personOf(valid)).toMatchObject({ email: 'a@acme.com', email_verified: true })
  })

  it('of another country has no state of the United States', () => {
    const abroad = { PERSONAL_EMAILS: 'd@mail.example', PERSONAL_CITY: 'Utrecht', PERSONAL_STATE: 'Utrecht' }
    expect(personOf(abroad)).toMatchObject({ state: null, country: null, city: 'Utrecht' })
    expect(readProfile(abroad)?.places[0]?.state).toBe('Utrecht')
  })
})
