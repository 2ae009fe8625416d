import type { Pixel } from '../../schema.ts'

interface Guide {
  value: string
  label: string
  steps: string[]
  code: (pixel: Pixel) => string
  copyLabel: string
  note?: string
}

const snippet = (pixel: Pixel) => pixel.snippet
const copyLabel = 'Copy the snippet'

/** The address in the snippet, for what makes its own script tags. */
const srcOf = (pixel: Pixel) => /src="([^"]+)"/.exec(pixel.snippet)?.[1] ?? ''

export const guides: readonly Guide[] = [
  {
    value: 'html',
    label: 'Plain HTML',
    steps: ['Put this into the head of every page, or of the template they share.', 'Publish the site.'],
    code: snippet,
    copyLabel,
    note: 'A site with a Content-Security-Policy has to allow this origin in script-src and connect-src.',
  },
  {
    value: 'gtm',
    label: 'Google Tag Manager',
    steps: [
      'Choose Tags, New, and as its type Custom HTML.',
      'Paste the snippet; leave “Support document.write” off.',
      'As trigger choose “Initialization - All Pages”, save, and submit the container.',
    ],
    code: snippet,
    copyLabel,
  },
  {
    value: 'wordpress',
    label: 'WordPress',
    steps: [
      'Put this at the end of functions.php of your child theme, or paste only the script into the header field of a plugin such as WPCode.',
      'Empty the cache of the site, if a plugin keeps one.',
    ],
    code: (pixel) => `add_action('wp_head', function () {\n  echo '${pixel.snippet}';\n});`,
    copyLabel: 'Copy the code',
  },
  {
    value: 'shopify',
    label: 'Shopify',
    steps: [
      'Choose Online Store, Themes, and at the theme … then “Edit code”.',
      'Open layout/theme.liquid, paste the snippet before </head>, and save.',
    ],
    code: snippet,
    copyLabel,
    note: 'Shopify keeps scripts of a theme off its checkout; all other pages of the shop are counted.',
  },
  {
    value: 'nextjs',
    label: 'Next.js',
    steps: ['Put this into app/layout.tsx, inside body. Moving between pages is counted without a reload.'],
    code: (pixel) =>
      `import Script from 'next/script'\n\n<Script src="${srcOf(pixel)}" strategy="afterInteractive" />`,
    copyLabel: 'Copy the code',
  },
]
