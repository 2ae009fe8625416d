/** What people do on the demo's site: where they come in, where they go from there. */

/** Events of a day by the hour, UTC: offices of two continents. */
export const HOURS = [2, 1, 1, 1, 2, 3, 5, 8, 11, 13, 13, 12, 11, 13, 15, 15, 14, 12, 10, 8, 7, 6, 5, 3]

export const ENTRIES = [
  ['', 55],
  ['/prices', 20],
  ['/harbours', 15],
  ['/harbours/gull-point', 10],
] as const

/** From each page the next; null leaves. */
export const NEXT: Record<string, readonly (readonly [string | null, number])[]> = {
  '': [
    [null, 42],
    ['/prices', 24],
    ['/harbours', 26],
    ['/trial', 8],
  ],
  '/prices': [
    [null, 50],
    ['', 20],
    ['/trial', 18],
    ['/harbours', 12],
  ],
  '/harbours': [
    [null, 30],
    ['/harbours/gull-point', 30],
    ['/harbours/saltmarsh', 25],
    ['/prices', 15],
  ],
  '/harbours/gull-point': [
    [null, 40],
    ['/harbours/north-quay', 25],
    ['/harbours/saltmarsh', 15],
    ['/trial', 20],
  ],
  '/harbours/saltmarsh': [
    [null, 50],
    ['/harbours/gull-point', 30],
    ['/prices', 20],
  ],
  '/harbours/north-quay': [
    [null, 60],
    ['/harbours/gull-point', 25],
    ['/trial', 15],
  ],
  '/trial': [
    [null, 70],
    ['/prices', 30],
  ],
  '/thanks': [
    [null, 80],
    ['', 20],
  ],
}

export const TITLES: Record<string, string> = {
  '': 'Berths, booked · Brightwater',
  '/prices': 'Prices · Brightwater',
  '/harbours': 'Harbours · Brightwater',
  '/harbours/gull-point': 'Gull Point · Brightwater',
  '/harbours/saltmarsh': 'Saltmarsh · Brightwater',
  '/harbours/north-quay': 'North Quay · Brightwater',
  '/trial': 'Try it · Brightwater',
  '/thanks': 'Thank you · Brightwater',
}

/** Where visits come from, with what the link that led here carried. */
export const SOURCES: readonly (readonly [{ referrer: string; query: string }, number])[] = [
  [{ referrer: '', query: '' }, 38],
  [{ referrer: 'https://www.google.com/', query: '' }, 30],
  [{ referrer: 'https://www.bing.com/', query: '' }, 5],
  [
    {
      referrer: 'https://www.linkedin.com/',
      query: '?utm_source=linkedin&utm_medium=social&utm_campaign=autumn',
    },
    9,
  ],
  [{ referrer: '', query: '?utm_source=newsletter&utm_medium=email&utm_campaign=november' }, 11],
  [{ referrer: 'https://boats.example/', query: '?utm_source=boats&utm_medium=referral' }, 7],
]

const chrome = (system: string, tail = '') =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0${tail} Safari/537.36`

export const BROWSERS = [
  [chrome('Windows NT 10.0; Win64; x64'), 34],
  [chrome('Macintosh; Intel Mac OS X 10_15_7'), 16],
  [chrome('Linux; Android 10; K', ' Mobile'), 20],
  [chrome('Windows NT 10.0; Win64; x64').replace('Safari/537.36', 'Safari/537.36 Edg/142.0.0.0'), 9],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    12,
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    5,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 4],
] as const

export const BOTS = [
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 5],
  ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 3],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36',
    2,
  ],
] as const
