import { expect, it } from 'vitest'
import { mapColumns } from './map-columns.ts'
import { refuseFile } from './refuse-file.ts'

/** By tool: its columns, each with the field it must feed; those without one stay custom. */
const EXPORTS: Record<string, string> = {
  Apollo: `First Name=first_name | Last Name=last_name | Title=job_title | organization_name=company_name |
    Company Name for Emails | email=email | Email Status=email_status | Primary Email Source | Email Confidence |
    Primary Email Catch-all Status | Primary Email Last Verified At | Seniority=seniority | Departments=department |
    Contact Owner | Work Direct Phone=phone | Home Phone | Mobile Phone=mobile | Corporate Phone | Other Phone | Stage |
    Lists | Last Contacted | Account Owner | # Employees=company_size | Industry=industry | Keywords |
    Person Linkedin Url=linkedin_url | Website=website | Company Linkedin Url | Facebook Url | Twitter Url | City=city |
    State=state | Country=country | Company Address | Company City | Company State | Company Country | Company Phone |
    Technologies | Annual Revenue=revenue | Total Funding | Latest Funding Amount | Email Sent | Email Open |
    Email Bounced | Replied | Number of Retail Locations | Apollo Contact Id | Secondary Email=second_email |
    Secondary Email Source | Tertiary Email`,
  'ZoomInfo companies': `ZoomInfo Company ID | Company Name=company_name | Website=website | Founded Year |
    Company HQ Phone | Fax | Ticker | Revenue (in 000s USD)=revenue | Revenue Range (in USD) | Employees=company_size |
    Employee Range | SIC Codes | Primary Industry=industry | Primary Sub-Industry | ZoomInfo Company Profile URL |
    LinkedIn Company Profile URL | Ownership Type | Company Street Address | Company City=city | Company State=state |
    Company Zip Code=postal_code | Company Country=country | Full Address | Entity Name (Ultimate Parent)`,
  'LinkedIn connections': `First Name=first_name | Last Name=last_name | URL=linkedin_url | Email Address=email |
    Company=company_name | Position=job_title | Connected On`,
  'Google Contacts': `First Name=first_name | Middle Name | Last Name=last_name | Phonetic First Name |
    Name Prefix | Nickname | File As | Organization Name=company_name | Organization Title=job_title |
    Organization Department=department | Birthday | Notes=notes | Photo | Labels=tags | E-mail 1 - Label |
    E-mail 1 - Value=email | E-mail 2 - Label | E-mail 2 - Value=second_email | Phone 1 - Label | Phone 1 - Value=phone |
    Address 1 - Formatted | Address 1 - City=city | Address 1 - Region=state | Address 1 - Postal Code=postal_code |
    Address 1 - Country=country | Website 1 - Label | Website 1 - Value=website`,
  Mailchimp: `Email Address=email | First Name=first_name | Last Name=last_name | MEMBER_RATING |
    OPTIN_TIME=consent_at | OPTIN_IP=consent_ip | CONFIRM_TIME | CONFIRM_IP | LATITUDE | TIMEZONE | CC=country |
    REGION=state | LAST_CHANGED | LEID | NOTES=notes`,
  'Meta lead ads': `id | created_time | ad_id | ad_name | adset_name | campaign_name | form_id | form_name | is_organic |
    platform | full_name=full_name | phone_number=phone | email=email | inbox_url | lead_status`,
  RB2B: `First Name=first_name | Last Name=last_name | Title=job_title | Company Name=company_name |
    Business Email=email | LinkedIn URL=linkedin_url | Website=website | Industry=industry |
    Employee Count=company_size | Estimate Revenue=revenue | City=city | State=state | Zipcode=postal_code |
    Captured URL | Referrer | Seen At | Tags=tags`,
  HubSpot: `Record ID | First Name=first_name | Last Name=last_name | Email=email | Phone Number=phone | Lead Status |
    Create Date | Associated Company=company_name | Country/Region=country | Contact owner`,
  Salesforce: `Id | IsDeleted | MasterRecordId | Salutation | FirstName=first_name | LastName=last_name |
    Title=job_title | Company=company_name | Street | City=city | State=state | PostalCode=postal_code |
    Country=country | Phone=phone | Email=email | Website=website | Description=notes | LeadSource | Status |
    Industry=industry | Rating | AnnualRevenue=revenue | NumberOfEmployees=company_size | OwnerId | ConvertedContactId |
    IsUnreadByOwner | CreatedById | EmailBouncedReason | EmailBouncedDate`,
  Brevo: `EMAIL=email | LASTNAME=last_name | FIRSTNAME=first_name | SMS=mobile | EMAIL_BLACKLISTED | SMS_BLACKLISTED |
    ADDED_TIME`,
  ActiveCampaign: `Email=email | First Name=first_name | Last Name=last_name | Phone=phone | Tags=tags | Date Created |
    IP | Status`,
  'systeme.io': `Email=email | First name=first_name | Surname=last_name | Phone number=phone | Country=country |
    Tags=tags | Date registered`,
  Instantly:
    'email=email | first_name=first_name | last_name=last_name | company_name=company_name | personalization',
  'Google Ads':
    'GCLID | Lead Email=email | Lead Phone=phone | Conversion Name | Conversion Time | Keyword | Device',
  French:
    'Prénom=first_name | Nom=last_name | E-mail=email | Téléphone=phone | Ville=city | Société=company_name',
  'French, whole names':
    'Nom=full_name | Courriel=email | Portable=mobile | Fonction=job_title | Code postal=postal_code',
  Spanish:
    'Nombre=first_name | Apellidos=last_name | Correo electrónico=email | Teléfono=phone | Empresa=company_name',
  'Spanish, whole names': 'Nombre=full_name | Correo=email | Telefono=phone | Cargo=job_title | Notas=notes',
  German: `Vorname=first_name | Name=last_name | E-Mail-Adresse=email | Handy=mobile | Firma=company_name | PLZ=postal_code |
    Ort=city | Land=country | Branche=industry | Umsatz=revenue`,
  Portuguese:
    'Nome=first_name | Sobrenome=last_name | E-mail=email | Celular=mobile | Cidade=city | Setor=industry',
  Italian:
    'Nome=first_name | Cognome=last_name | Email=email | Cellulare=mobile | Azienda=company_name | CAP=postal_code',
  Misspelt:
    'Nmae=full_name | Emial=email | Phne=phone | Compny=company_name | Statu | Fisrt Contact | Adress',
  'Misspelt, two words':
    'Frist Name=first_name | Last Nmae=last_name | Emial Adress=email | Phone Numbr=phone',
  Traps: `Client Name=full_name | Email Domain | Previous Company | Lead Owner | Owner Alias | Ad Name | Form Name |
    formname | Game | County | Company Phone | Work Email=email | Personal Email=second_email | Mobile=mobile`,
  'Two of each':
    'Name=full_name | Email=email | Phone=phone | Name (2) | Email (2)=second_email | Phone (2)=mobile',
}

const parse = (text: string) => text.split('|').map((column) => column.trim().replace(/\s+/g, ' ').split('='))

it.each(Object.entries(EXPORTS))('maps the columns of %s', (_, text) => {
  const expected = parse(text)
  const columns = mapColumns(
    expected.map(([header]) => header ?? ''),
    [],
  )
  expect(columns.map(({ header, field }) => (field === null ? header : `${header}=${field}`))).toEqual(
    expected.map((column) => column.join('=')),
  )
})

it('refuses a list of companies, with what came near', () => {
  const headers = parse(EXPORTS['ZoomInfo companies'] ?? '').map(([header]) => header ?? '')
  const refusal = refuseFile(mapColumns(headers, []))
  expect(refusal).toMatchObject({ code: 'no_contact_column', headers })
  expect(refusal?.near.map(({ header }) => header)).toEqual([
    'Company HQ Phone',
    'LinkedIn Company Profile URL',
  ])
})

it.each(['Apollo', 'LinkedIn connections', 'Brevo', 'French, whole names', 'Misspelt'])(
  'takes the file of %s',
  (tool) => {
    const headers = parse(EXPORTS[tool] ?? '').map(([header]) => header ?? '')
    expect(refuseFile(mapColumns(headers, []))).toBeNull()
  },
)
