export const partnerTones = { applied: 'warn', approved: 'good', suspended: 'bad' } as const

export const partnerStatuses = [
  { value: 'applied', label: 'Applied' },
  { value: 'approved', label: 'Approved' },
  { value: 'suspended', label: 'Suspended' },
]

export function partnerWord(status: string): string {
  return partnerStatuses.find(({ value }) => value === status)?.label ?? status
}
