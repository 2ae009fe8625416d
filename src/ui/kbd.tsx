import { cn } from './cn.ts'

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
const names: Record<string, string> = {
  mod: isApple ? '⌘' : 'Ctrl',
  shift: '⇧',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  home: 'Home',
  end: 'End',
}

/** Keys as a shortcut spells them: `mod+k`, `g l`, `x`, `j|arrowdown`. */
export function Kbd({ keys, inverted }: { keys: string; inverted?: boolean }) {
  return (
    <span className="inline-flex items-center gap-0.5">
      {keys.split(/[ +|]/).map((key) => (
        <kbd
          key={key}
          className={cn(
            'min-w-5 rounded-sm border px-1 text-center font-sans text-xs leading-4.5',
            inverted ? 'border-current' : 'border-line bg-paper text-muted',
          )}
        >
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  )
}
