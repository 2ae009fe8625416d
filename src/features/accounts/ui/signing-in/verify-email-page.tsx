import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, Button, errorText, SkeletonLines, useSearchParams } from '../../../../ui/index.ts'

/** Where the link of the verification mail leads. */
export function VerifyEmailPage() {
  const [{ token = '' }] = useSearchParams()
  const client = useQueryClient()
  const verification = useQuery({
    queryKey: ['verify-email', token],
    queryFn: async () => {
      await api('POST', '/api/auth/verify-email', { body: { token } })
      await client.invalidateQueries({ queryKey: ['me'] })
      return true
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-title font-semibold">
        {verification.isSuccess
          ? 'Your address is confirmed'
          : verification.isError
            ? 'This link does not work'
            : 'Confirming your address'}
      </h1>
      {verification.isPending ? <SkeletonLines lines={2} /> : null}
      {verification.isError ? (
        <p role="alert">{errorText(verification.error)} Sign in and ask for a new link in the settings.</p>
      ) : null}
      {verification.isPending ? null : (
        <Button asChild variant="primary">
          <Link to="/">Go to Assay</Link>
        </Button>
      )}
    </div>
  )
}
