/** Nobody may take a simulated payment for a real one. */
export function SimulatedNote() {
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
      Payments are simulated here: you pay on a pretend page, and no money moves.
    </p>
  )
}
