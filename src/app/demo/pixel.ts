import { changePixel, createPixel } from '../../features/pixels/index.ts'
import { withSystem, withWorkspace } from '../../platform/db/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Owner } from './owner.ts'

const NAME = 'Brightwater site'

/** The pixel of the demo world's site: whoever fills in its form becomes a lead of the buyer's workspace. */
export async function makeDemoPixel({ db, config }: Pick<Platform, 'db' | 'config'>, { workspaceId }: Owner) {
  if (await findDemoPixel(db)) return
  const website = `${config.appUrl}/demo-site`
  await withWorkspace(db, workspaceId, async (tx) => {
    const { id } = await createPixel(tx, workspaceId, { name: NAME, website_url: website }, config.appUrl)
    const change = {
      // however the machine is called: the site is served by the app itself
      domains: [...new Set(['127.0.0.1', 'localhost', new URL(website).hostname])],
      consent: 'full' as const,
      email_selectors: ['#trial input[type=email]'],
      lead_rules: { enabled: true, min_page_views: 1, pages: [], countries: [], company_sizes: [] },
    }
    await changePixel(tx, workspaceId, id, change, config.appUrl)
  })
}

/** The key of the demo's pixel; null when its owner deleted it. */
export async function findDemoPixel(db: Platform['db']): Promise<string | null> {
  const row = await withSystem(db, (tx) =>
    tx
      .selectFrom('pixels as p')
      .innerJoin('members as m', 'm.workspace_id', 'p.workspace_id')
      .innerJoin('auth.user as u', 'u.id', 'm.user_id')
      .select('p.key')
      .where('u.email', '=', 'buyer@demo.example')
      .where('p.website_url', 'like', '%/demo-site')
      .where('p.deleted_at', 'is', null)
      .orderBy('p.created_at')
      .executeTakeFirst(),
  )
  return row?.key ?? null
}
