/** What the synthetic people are made from. The more common stands first. */

const words = (text: string): string[] => text.trim().split(/\s+/)
const lines = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('|'))

export const FIRST_NAMES = words(`
  James Maria David Sarah Michael Anna John Laura Daniel Emma Robert Julia Thomas Elena Mark Sofia Peter Lisa Paul Nina
  Andrew Clara Kevin Alice Brian Diana Carlos Fatima Ahmed Mei Wei Priya Arjun Yuki Omar Leila Ivan Olga Diego Lucia
  Hugo Chloe Liam Grace Noah Ruth Adam Hannah Simon Julie Eric Karen Jason Megan Ryan Amber Justin Rachel Aaron Naomi
  Marco Giulia Pedro Ines Bruno Camila Rafael Beatriz Lars Ingrid Erik Astrid Jonas Greta Felix Ida Viktor Vera Tomas
  Petra Jan Eva Pavel Zuzana Marek Zofia Kofi Amara Chidi Ngozi Tariq Samira Yusuf Zara Deniz Elif Raj Anika Vikram Maya
  Ravi Neha Chen Lin Jun Hana Kenji Aiko Min Sora Linh Mai Theo Nora Oscar Edith Leo Stella Max Ada`)
/** Written with letters that not every tool keeps. */
export const ACCENTED_NAMES = words('José Zoë Renée André Jürgen Chloé Núria Håkon Éric Inès Lúcia Björn')

const ENDINGS = words(
  'son ton ley man berg stein field wood well ford er ov ski ini elli ez oglu sen dale worth lund ham',
)
const STEMS = words(`
  Ander John Wil Hart Brad Car Don Ed Fair Glen Hol Jack Ken Lang Mar Nor Ol Pat Rich Sand Tal Wal Win Ash Bar Cal Dan
  El Far Gar Hal Kel Lan Mor New Ros Stan Tor Var Wes Ald Ben Cor Der Ever Fen Gil Ham Jen Kar Lor Mel Nel Per Rod Sel
  Tom Ver Wat Arm Bel Cam Dor Em Fer`)
export const LAST_NAMES = [
  ...words(`Smith Garcia Lee Patel Kim Nguyen Brown Martin Silva Khan Chen Miller Davis Lopez Singh Wang Rossi Dubois
    Schmidt Novak Kowalski Hansen Okafor Tanaka Costa Moreau Keller Baker Reed Cruz Young King Wright Scott Green Adams`),
  ...STEMS.flatMap((stem) => ENDINGS.map((ending) => stem + ending)),
]

export const COMPANY_HEADS = words(`
  Alder Amber Anchor Arbor Atlas Aurora Beacon Birch Bluebird Boulder Bright Cascade Cedar Cinder Cobalt Compass Copper
  Coral Crescent Delta Dune Eagle Echo Elm Ember Falcon Fern Flint Forge Fox Garnet Glacier Granite Harbor Hazel Heron
  Indigo Iron Ivory Jade Juniper Keystone Lantern Laurel Linden Lotus Maple Marble Meadow Mesa Mint Mosaic Nimbus North
  Oak Onyx Opal Orchard Osprey Pebble Pine Pioneer Prairie Quartz Raven Redwood River Saffron Sequoia Silver Slate Spruce
  Summit Sunrise Tidal Timber Topaz Tundra Umber Valley Verdant Vista Walnut Willow Zephyr`)
export const COMPANY_TAILS = words(
  'Group Systems Partners Works Labs Holdings Solutions Industries Services Global Networks Collective',
)

/** LinkedIn's labels with the NAICS code of such a company. */
export const INDUSTRIES = lines(`
  Software Development|511210
  IT Services and IT Consulting|541512
  Hospitals and Health Care|622110
  Financial Services|523999
  Retail|452319
  Construction|236220
  Advertising Services|541810
  Higher Education|611310
  Real Estate|531210
  Insurance|524210
  Banking|522110
  Manufacturing|339999
  Telecommunications|517311
  Business Consulting and Services|541611
  Staffing and Recruiting|561311
  Hospitality|721110
  Restaurants|722511
  Law Practice|541110
  Accounting|541211
  Non-profit Organizations|813219
  Government Administration|921190
  Pharmaceutical Manufacturing|325412
  Biotechnology Research|541714
  Medical Equipment Manufacturing|339112
  Motor Vehicle Manufacturing|336111
  Industrial Machinery Manufacturing|333249
  Semiconductor Manufacturing|334413
  Computer and Network Security|541519
  Oil and Gas|211120
  Utilities|221122
  Wholesale|423990
  Food and Beverage Services|722310
  Food and Beverage Manufacturing|311999
  Architecture and Planning|541310
  Civil Engineering|541330
  Design Services|541430
  Entertainment Providers|711190
  Book and Periodical Publishing|511130
  Truck Transportation|484121
  Airlines and Aviation|481111
  Farming|111998
  Venture Capital and Private Equity Principals|523910
  Human Resources Services|541612
  Research Services|541720
  E-Learning Providers|611710
  Wellness and Fitness Services|713940
  Security and Investigations|561612
  Environmental Services|562910
  Chemical Manufacturing|325998
  Textile Manufacturing|313310`)

/** A department, how its people are called, what it is named in a title. */
export const FUNCTIONS = lines(`
  sales|Sales Representative|Sales
  engineering|Software Engineer|Engineering
  operations|Operations Coordinator|Operations
  marketing|Marketing Specialist|Marketing
  finance|Accountant|Finance
  sales|Account Executive|Business Development
  it|Systems Administrator|Information Technology
  hr|HR Generalist|Human Resources
  support|Customer Success Associate|Customer Success
  operations|Project Coordinator|Supply Chain
  engineering|Mechanical Engineer|Research and Development
  product|Product Analyst|Product Management
  data|Data Analyst|Data and Analytics
  finance|Financial Analyst|Financial Planning
  legal|Paralegal|Legal
  marketing|Content Writer|Brand Marketing
  design|Graphic Designer|Design
  hr|Recruiter|Talent Acquisition
  operations|Buyer|Procurement
  engineering|Quality Tester|Quality Engineering
  it|Network Technician|Infrastructure
  support|Support Agent|Customer Support
  data|Data Scientist|Machine Learning
  marketing|Social Media Coordinator|Demand Generation
  legal|Compliance Analyst|Compliance
  design|UX Researcher|User Experience`)

export const REGIONS = words('EMEA APAC Americas Northeast Midwest West Nordics DACH LATAM Europe Global')
