/** Words of job titles: levels, functions, trades. Nothing here names a person or a company. */
export const TITLE_VOCABULARY: ReadonlySet<string> = new Set(
  // levels
  (
    'chief ceo cfo coo cto cio cmo cro cpo chro ciso cso cdo cco founder cofounder owner president chairman ' +
    'chairwoman chair partner principal managing executive vice vp svp evp avp head director manager lead leader ' +
    'supervisor senior sr junior jr associate assistant deputy intern trainee apprentice graduate student fellow ' +
    'specialist coordinator administrator analyst consultant advisor adviser officer representative agent member ' +
    'board global regional national international group general acting interim corporate divisional area district ' +
    'branch staff entry mid level ' +
    // functions
    'sales marketing finance financial accounting accounts account operations operational engineering product ' +
    'project program programme portfolio human resources hr people talent recruiting recruitment recruiter ' +
    'acquisition legal compliance risk audit tax treasury procurement purchasing sourcing supply chain logistics ' +
    'warehouse distribution manufacturing production quality safety environmental health maintenance facilities ' +
    'real estate property construction design creative brand content communications communication public ' +
    'relations media social digital growth demand generation seo sem advertising events event partnerships ' +
    'partnership alliances channel business development strategy strategic planning transformation innovation ' +
    'research science scientific data analytics intelligence machine learning artificial information technology ' +
    'it technical technological systems system network networking infrastructure cloud security cybersecurity ' +
    'software hardware web mobile frontend backend fullstack full stack platform reliability devops database ' +
    'support service services success customer client experience care user ux ui helpdesk desk training learning ' +
    'education enablement administration administrative office reception change performance revenue commercial ' +
    'pricing merchandising merchandise retail ecommerce e-commerce store shop wholesale export import trade ' +
    'trading investment investments investor banking credit loan loans mortgage insurance underwriting claims ' +
    'benefits compensation payroll billing collections budget economic policy government affairs regulatory ' +
    'clinical medical nursing nurse pharmacy laboratory lab hospital patient dental energy electrical mechanical ' +
    'civil chemical industrial structural process automation robotics aerospace automotive agricultural marine ' +
    'transport transportation fleet travel hospitality hotel restaurant food beverage catering kitchen ' +
    'integration implementation solution solutions presales field inside outside enterprise smb key territory ' +
    'inbound outbound lifecycle crm erp sap salesforce ' +
    // trades
    'engineer developer programmer architect administrator designer scientist researcher writer editor copywriter ' +
    'journalist photographer producer artist animator accountant bookkeeper controller comptroller auditor ' +
    'economist actuary attorney lawyer counsel paralegal secretary receptionist clerk buyer planner scheduler ' +
    'dispatcher driver operator technician mechanic electrician plumber carpenter welder machinist inspector ' +
    'surveyor estimator foreman superintendent contractor builder installer physician doctor surgeon dentist ' +
    'pharmacist therapist psychologist veterinarian paramedic caregiver teacher professor lecturer instructor ' +
    'tutor trainer coach principal dean librarian broker realtor banker trader underwriter adjuster teller ' +
    'cashier salesperson salesman saleswoman seller merchandiser marketer strategist publicist chef cook baker ' +
    'waiter bartender steward captain pilot officer soldier guard firefighter detective investigator evangelist ' +
    'advocate ambassador liaison translator interpreter tester statistician biologist chemist physicist geologist ' +
    'farmer grower pastor minister curator entrepreneur freelancer freelance independent'
  ).split(' '),
)
