import type pg from 'pg'

/** A function as it would be if it told nothing to the figures: what is cut out of its text, and what comes instead. */
const CUTS: Record<string, [RegExp, string][]> = {
  store_leads: [
    [/returning lead_figure\(leads\) as figure/, 'returning 1 as figure'],
    [/array_agg\(figure\), count\(\*\) into figures, imported/, 'count(*) into imported'],
    [/if imported > 0 then perform note_leads\(ws, null, figures\); end if;/, ''],
  ],
  buy_listings: [
    [
      /returning lead_figure\(leads\) as figure\s+\)\s+select array_agg\(figure\) into figures from stored;/,
      ') select null into figures;',
    ],
    [
      /with sold as \(\s+(update listings set[\s\S]+?where id = any \(bought\))[\s\S]+?from sold where times_sold = 1;/,
      '$1;',
    ],
    [/with stored as \(\s+(insert into leads[\s\S]+?)\) select null into figures;/, '$1;'],
    [/perform note_leads\(buyer[\s\S]+?group by f\.seller;/, ''],
  ],
}

/** Switches functions that write between telling the figures and not. */
export async function figureSwitch(owner: pg.Client, name: keyof typeof CUTS) {
  const { rows } = await owner.query<{ text: string }>(
    `select pg_get_functiondef(oid) as text from pg_proc where proname = $1`,
    [name],
  )
  const text = rows[0]?.text ?? ''
  const without = (CUTS[name] ?? []).reduce((now, [cut, instead]) => {
    if (!cut.test(now)) throw new Error(`${name} has no ${cut}`)
    return now.replace(cut, instead)
  }, text)
  return (isOn: boolean) => owner.query(isOn ? text : without)
}
