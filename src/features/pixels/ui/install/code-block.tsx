import { CopyButton } from '../copy-button.tsx'

/** Text to be copied as it is. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-3">
      <pre className="text-sm break-all whitespace-pre-wrap">
        <code>{code}</code>
      </pre>
      <div>
        <CopyButton text={code} label={label} />
      </div>
    </div>
  )
}
