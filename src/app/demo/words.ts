/** The stock of names the fictional people and companies are made from. */
export const firstNames =
  `Ada Alan Amara Amir Ana Andrea Anika Arjun Astrid Beatriz Ben Bianca Bruno Camila Carl Carmen Chen Chidi
Clara Daniel Dara David Deniz Diego Dina Edith Elena Elias Emeka Emil Emma Enzo Esther Eva Farah Felix Fiona Gabriel Grace Hana Hugo
Ibrahim Ida Imani Ines Ingrid Isaac Ivan Jamal Jana Joel Jonas Julia Kai Karim Katya Kofi Lara Leila Leo Lin Livia Lucas Luna Maja
Malik Marco Maria Martin Maya Mei Mina Mira Nadia Naomi Nia Nikhil Nina Noah Nora Olga Oliver Omar Oscar Paula Pedro Petra Priya
Rafael Rana Rosa Ruth Sami Sara Selma Simon Sofia Stefan Tara Tariq Theo Thomas Uma Vera Victor Viktor Wanda Yara Yusuf Zara Zoe`.split(
    /\s+/,
  )

export const lastNames =
  `Abara Acosta Adler Aguilar Ahmed Alder Amadi Andersen Arslan Baker Banerjee Barros Becker Bell Berg Blake
Bloom Borg Brandt Brooks Calder Campos Carver Castro Chandra Chen Clarke Costa Cruz Dahl Dias Dixon Dubois Duran Eke Ellis Farouk Ferrer
Fischer Flores Ford Frost Garcia Gill Goldman Graham Grant Hahn Haines Hale Hansen Hart Hassan Hayes Holm Hughes Ibarra Iyer Jansen Joshi
Juarez Kamara Kaplan Keller Khan Kim Klein Kovacs Kumar Lam Lang Larsen Lee Lemos Lind Lopez Lund Marsh Mehta Mendez Meyer Mills Mora
Morgan Moss Nair Nash Ncube Novak Nunez Okafor Olsen Ortiz Osei Park Patel Perez Petrov Quinn Rahman Ramos Reed Reyes Rivera Rossi Roy
Saito Salas Santos Sato Shah Silva Singh Soto Stone Suzuki Tanaka Torres Vargas Vega Vogel Wade Walsh Wang Webb Weiss Wolfe Wong Yang`.split(
    /\s+/,
  )

export const companyHeads =
  `Alder Amber Anchor Arbor Atlas Aurora Beacon Birch Bluebird Boulder Bright Cascade Cedar Cinder Cobalt
Compass Copper Coral Crescent Delta Dune Eagle Echo Elm Ember Falcon Fern Flint Forge Fox Garnet Glacier Granite Harbor Hazel Heron Indigo
Iron Ivory Jade Juniper Keystone Lantern Laurel Lighthouse Linden Lotus Maple Marble Meadow Mesa Mint Mosaic Nimbus North Oak Onyx Opal
Orchard Osprey Pebble Pine Pioneer Prairie Quartz Raven Redwood River Saffron Sequoia Silver Slate Spruce Summit Sunrise Tidal Timber
Topaz Tundra Umber Valley Verdant Vista Walnut Willow Zephyr`.split(/\s+/)

export const industries = [
  { name: 'Software Development', weight: 22, tails: ['Software', 'Systems', 'Labs', 'Cloud'] },
  { name: 'Financial Services', weight: 12, tails: ['Capital', 'Finance', 'Trust'] },
  { name: 'Hospitals and Health Care', weight: 12, tails: ['Health', 'Clinics', 'Care'] },
  { name: 'Manufacturing', weight: 11, tails: ['Manufacturing', 'Works', 'Industries'] },
  { name: 'Retail', weight: 9, tails: ['Stores', 'Goods', 'Market'] },
  { name: 'Construction', weight: 7, tails: ['Construction', 'Builders'] },
  { name: 'Real Estate', weight: 6, tails: ['Properties', 'Homes', 'Estates'] },
  { name: 'Advertising Services', weight: 6, tails: ['Media', 'Agency', 'Studio'] },
  { name: 'Education', weight: 5, tails: ['Academy', 'Learning'] },
  { name: 'Telecommunications', weight: 4, tails: ['Networks', 'Telecom'] },
  { name: 'Hospitality', weight: 3, tails: ['Hotels', 'Resorts'] },
  { name: 'Insurance', weight: 3, tails: ['Insurance', 'Assurance'] },
] as const

/** Titles by department; the level comes first in the weights of `levels`. */
export const departments = [
  { name: 'Sales', weight: 22 },
  { name: 'Marketing', weight: 20 },
  { name: 'Engineering', weight: 16 },
  { name: 'Operations', weight: 14 },
  { name: 'Finance', weight: 10 },
  { name: 'Human Resources', weight: 8 },
  { name: 'IT', weight: 6 },
  { name: 'Product', weight: 4 },
] as const

export const levels: readonly (readonly [(department: string) => string, number])[] = [
  [(department) => `Chief ${department} Officer`, 5],
  [(department) => `VP of ${department}`, 12],
  [(department) => `Head of ${department}`, 10],
  [(department) => `Director of ${department}`, 20],
  [(department) => `${department} Manager`, 28],
  [(department) => `Senior ${department} Specialist`, 15],
  [(department) => `${department} Coordinator`, 10],
]

/** Cities with their state, postal code and telephone area code. */
export const cities = [
  ['San Francisco', 'CA', '94105', '415'],
  ['Los Angeles', 'CA', '90014', '213'],
  ['San Diego', 'CA', '92101', '619'],
  ['New York', 'NY', '10018', '212'],
  ['Buffalo', 'NY', '14202', '716'],
  ['Austin', 'TX', '78701', '512'],
  ['Dallas', 'TX', '75201', '214'],
  ['Houston', 'TX', '77002', '713'],
  ['Chicago', 'IL', '60606', '312'],
  ['Seattle', 'WA', '98101', '206'],
  ['Denver', 'CO', '80202', '303'],
  ['Boston', 'MA', '02110', '617'],
  ['Atlanta', 'GA', '30303', '404'],
  ['Miami', 'FL', '33131', '305'],
  ['Tampa', 'FL', '33602', '813'],
  ['Phoenix', 'AZ', '85004', '602'],
  ['Portland', 'OR', '97205', '503'],
  ['Minneapolis', 'MN', '55402', '612'],
  ['Columbus', 'OH', '43215', '614'],
  ['Charlotte', 'NC', '28202', '704'],
] as const
