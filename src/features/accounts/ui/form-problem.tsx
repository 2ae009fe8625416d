/** What the server said about the whole form, read out when it appears. */
export function FormProblem({ text }: { text: string | null }) {
  return (
    <p role="alert" className="text-sm text-bad empty:hidden">
      {text}
    </p>
  )
}
