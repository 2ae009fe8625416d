/** The assay mark: a score ring, part of it gold. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className ?? 'size-5'} fill="none" strokeWidth="3">
      <circle cx="12" cy="12" r="8.5" className="stroke-edge" opacity="0.55" />
      <path d="M12 3.5a8.5 8.5 0 1 1-8.08 5.87" className="stroke-gold" strokeLinecap="round" />
      <circle cx="12" cy="12" r="2.2" className="fill-gold" stroke="none" />
    </svg>
  )
}
