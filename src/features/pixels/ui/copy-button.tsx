import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton, toast } from '../../../ui/index.ts'

/** Pages that come by http: from another machine have no clipboard; then the text is there to be selected. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    toast.error('It could not be copied', 'Select the text and copy it by hand.')
    return false
  }
}

interface CopyButtonProps {
  text: string
  label: string
  /** A picture only, for tables. */
  small?: boolean
}

export function CopyButton({ text, label, small = false }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const onClick = async () => {
    if (!(await copy(text))) return
    setCopied(true)
    toast({ id: 'copied', title: 'Copied' })
    setTimeout(() => setCopied(false), 2_000)
  }
  const icon = isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />
  if (small)
    return (
      <IconButton
        label={label}
        className="size-7"
        onClick={(event) => {
          event.stopPropagation()
          void onClick()
        }}
      >
        {icon}
      </IconButton>
    )
  return (
    <Button size="sm" icon={icon} onClick={() => void onClick()}>
      {label}
    </Button>
  )
}
