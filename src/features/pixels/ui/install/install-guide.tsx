import { TabPanel, Tabs, useSearchParams } from '../../../../ui/index.ts'
import type { Pixel } from '../../schema.ts'
import { CodeBlock } from './code-block.tsx'
import { guides } from './guides.ts'

/** The snippet and where it goes, by what the site is made with. */
export function InstallGuide({ pixel }: { pixel: Pixel }) {
  const [params, update] = useSearchParams()
  const chosen = guides.some(({ value }) => value === params.with) ? (params.with ?? 'html') : 'html'
  return (
    <div className="-mx-4 -mb-4">
      <Tabs
        label="What the site is made with"
        tabs={guides.map(({ value, label }) => ({ value, label }))}
        value={chosen}
        onValueChange={(next) => update({ with: next === 'html' ? undefined : next }, { replace: true })}
      >
        {guides.map((guide) => (
          <TabPanel key={guide.value} value={guide.value}>
            <div className="flex flex-col gap-3 px-4">
              <ol className="flex list-decimal flex-col gap-1 pl-5">
                {guide.steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
              <CodeBlock code={guide.code(pixel)} label={guide.copyLabel} />
              {guide.note ? <p className="text-sm text-muted">{guide.note}</p> : null}
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </div>
  )
}
