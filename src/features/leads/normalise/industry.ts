import { cleanLine, fold } from './clean-text.ts'
import { memo } from './memo.ts'

/** Our label, and other ways to write it. */
const LABELS: Record<string, string> = {
  Accounting: 'accountancy|accounting services|bookkeeping',
  'Advertising & Marketing':
    'advertising|marketing|marketing and advertising|marketing services|advertising services|digital marketing|marketing agency|public relations|public relations and communications',
  'Aerospace & Defense':
    'aerospace|defense|defence|aviation and aerospace|defense and space|defense and space manufacturing|aerospace and defence',
  Agriculture: 'farming|agribusiness|ranching|dairy|forestry',
  'Apparel & Fashion': 'apparel|fashion|textiles|retail apparel and fashion|clothing',
  'Architecture & Planning': 'architecture|architecture and planning|urban planning',
  'Arts & Entertainment':
    'entertainment|entertainment providers|music|performing arts|motion pictures and film|movies|media and entertainment',
  Automotive: 'automobile|auto|car dealer|motor vehicle manufacturing|automotive industry|car dealership',
  Banking: 'bank|banks|commercial banking|investment banking',
  Biotechnology: 'biotech|biotechnology research',
  Chemicals: 'chemical|chemical manufacturing',
  Construction:
    'building|building construction|building materials|general contractor|civil engineering|contractors|homebuilding|bau',
  Consulting:
    'management consulting|business consulting and services|business consulting|consultancy|strategy consulting|professional services|business services',
  'Consumer Goods': 'fmcg|cpg|consumer products|consumer packaged goods|manufacturing consumer goods',
  'Consumer Services': 'personal services|personal care services',
  'E-commerce': 'ecommerce|online retail|internet retail|online and mail order retail',
  'E-learning': 'elearning|elearning providers|edtech|online education',
  Education:
    'higher education|education management|primary secondary education|primary and secondary education|schools|school|university|universities|educational services|colleges and universities',
  'Energy & Utilities':
    'energy|utilities|oil and gas|oil and energy|oil gas|renewable energy|renewables and environment|solar|electric power generation|power',
  'Engineering Services': 'engineering|mechanical or industrial engineering|industrial engineering',
  'Environmental Services': 'environment|environmental|waste management|recycling',
  'Financial Services':
    'finance|financial|fintech|financial technology|capital markets|investments|investment management|wealth management|asset management|venture capital and private equity|private equity|venture capital',
  'Food & Beverage':
    'food|food and beverages|food and beverage services|food and beverage manufacturing|food production|beverages|wine and spirits',
  Government:
    'government administration|public sector|public administration|government relations|federal government|local government',
  Healthcare:
    'health care|hospitals and health care|hospital and health care|hospital|hospitals|medical practice|medical practices|health services|health|medical|mental health care|physicians|dental',
  Hospitality:
    'hotels|hotel|hospitals and hotels|hotels and motels|hotel and lodging|leisure travel and tourism|travel and tourism|tourism|travel|leisure',
  'Human Resources': 'hr|human resources services',
  'Information Technology':
    'it|information technology and services|it services|it services and it consulting|it consulting|technology|tech|technology information and internet|information services|managed services',
  Insurance: 'insurtech|insurance agency|insurance carriers',
  Internet: 'internet publishing|online media|internet software and services',
  'Legal Services': 'legal|law|law practice|law firm|law firms|lawyers',
  'Logistics & Transportation':
    'logistics|transportation|logistics and supply chain|supply chain|transportation logistics supply chain and storage|trucking|freight|shipping|transport|package freight delivery|truck transportation|warehousing',
  Machinery:
    'machinery manufacturing|industrial machinery|industrial automation|automation machinery manufacturing',
  Manufacturing:
    'industrial manufacturing|industrial|industrials|electrical electronic manufacturing|electrical and electronic manufacturing|electronics manufacturing|plastics|packaging and containers',
  'Media & Publishing':
    'media|publishing|newspapers|broadcasting|broadcast media|media production|book and periodical publishing|online audio and video media',
  'Medical Devices': 'medical device|medical equipment manufacturing|medical equipment|medical supplies',
  'Mining & Metals': 'mining|metals|mining and minerals',
  'Non-profit':
    'nonprofit|non profit|nonprofit organization management|non profit organizations|non profit organization management|non profits|ngo|charity|civic and social organization|philanthropy|fundraising',
  Pharmaceuticals: 'pharma|pharmaceutical|pharmaceutical manufacturing',
  'Real Estate':
    'property|commercial real estate|leasing real estate|property management|realty|residential real estate|immobilien|immobilier',
  Restaurants: 'restaurant|food service|catering|cafes',
  Retail: 'retail trade|supermarkets|grocery|consumer retail|retail groceries|stores',
  Security:
    'computer and network security|cybersecurity|cyber security|information security|security and investigations|security services',
  Semiconductors: 'semiconductor|semiconductor manufacturing',
  Software:
    'computer software|software development|saas|software as a service|enterprise software|application software|software services|software company',
  'Sports & Fitness':
    'sports|fitness|health wellness and fitness|wellness and fitness services|gym|wellness|health and fitness',
  'Staffing & Recruiting':
    'staffing|recruiting|staffing and recruiting|recruitment|employment services|executive search|temp agency',
  Telecommunications: 'telecom|telecoms|wireless|telecommunication',
  Veterinary: 'veterinary services|animal health|pets|pet care',
  Wholesale:
    'wholesale trade|import and export|international trade and development|distribution|wholesale distribution',
}

export const INDUSTRIES: readonly string[] = Object.keys(LABELS)

const byName = new Map<string, string>(
  Object.entries(LABELS).flatMap(([label, others]) =>
    [label, ...others.split('|')].map((name): [string, string] => [foldIndustry(name), label]),
  ),
)

/** Our label for an industry whatever its case and punctuation; one we do not know stays as given. '' for none. */
export const parseIndustry = memo(5000, (given): string => {
  const name = cleanLine(given)
  return byName.get(foldIndustry(name)) ?? name
})

function foldIndustry(name: string): string {
  return fold(name)
    .replace(/[&+]/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
