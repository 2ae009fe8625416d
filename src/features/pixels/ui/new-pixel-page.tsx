import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import {
  api,
  Button,
  ErrorState,
  errorText,
  Field,
  fieldErrors,
  Input,
  Page,
  PageHeader,
  SkeletonLines,
  Stepper,
  useSearchParams,
} from '../../../ui/index.ts'
import type { Pixel } from '../schema.ts'
import { InstallGuide } from './install/install-guide.tsx'
import { LiveTest } from './install/live-test.tsx'
import { useIsAdmin, usePixel } from './use-pixels.ts'

/** From a name and an address to a first event. The pixel is in the URL, so that a reload goes on where one was. */
export function NewPixelPage() {
  const [params, update] = useSearchParams()
  const isAdmin = useIsAdmin()
  const pixel = usePixel(params.pixel)
  const current = !params.pixel ? 0 : params.step === 'test' ? 2 : 1
  return (
    <Page narrow>
      <PageHeader
        title="Add a pixel"
        note="See who visits a site, and turn the ones who say who they are into leads."
      />
      <div className="px-5 max-sm:px-4">
        {!isAdmin && !params.pixel ? <p>An owner or admin of the workspace can add a pixel.</p> : null}
        {params.pixel && pixel.isPending ? <SkeletonLines lines={6} /> : null}
        {pixel.isError ? (
          <ErrorState title="The pixel could not be read" error={pixel.error} retry={pixel.refetch} />
        ) : null}
        {(isAdmin && !params.pixel) || pixel.data ? (
          <Stepper
            current={current}
            steps={[
              {
                title: 'Site',
                summary: pixel.data ? `${pixel.data.name}, ${pixel.data.website_url}` : undefined,
                children: <SiteForm onMade={({ id }) => update({ pixel: id })} />,
              },
              {
                title: 'Snippet',
                summary: 'In the page',
                onEdit: () => update({ step: undefined }),
                children: pixel.data ? (
                  <div className="flex flex-col gap-4">
                    <InstallGuide pixel={pixel.data} />
                    <div>
                      <Button variant="primary" onClick={() => update({ step: 'test' })}>
                        Test it
                      </Button>
                    </div>
                  </div>
                ) : null,
              },
              { title: 'Test', children: pixel.data ? <TestStep pixel={pixel.data} /> : null },
            ]}
          />
        ) : null}
      </div>
    </Page>
  )
}

function SiteForm({ onMade }: { onMade: (pixel: Pixel) => void }) {
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: (body: { name: string; website_url: string }) => api<Pixel>('POST', '/api/pixels', { body }),
    onSuccess: (pixel) => {
      client.setQueryData(['pixels', 'one', pixel.id], pixel)
      onMade(pixel)
    },
  })
  const errors = fieldErrors(create.error)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = new FormData(event.currentTarget)
    create.mutate({ name: String(values.get('name')), website_url: String(values.get('website_url')) })
  }
  return (
    <form onSubmit={submit} className="flex max-w-lg flex-col gap-3" noValidate>
      <Field label="Name" error={errors.name} hint="How it is called here: Shop, Blog." required>
        <Input name="name" autoComplete="off" />
      </Field>
      <Field label="Address of the site" error={errors.website_url} required>
        <Input name="website_url" inputMode="url" autoComplete="url" placeholder="www.example.com" />
      </Field>
      {create.error && Object.keys(errors).length === 0 ? (
        <p role="alert" className="text-sm text-bad">
          {errorText(create.error)}
        </p>
      ) : null}
      <div>
        <Button variant="primary" type="submit" busy={create.isPending}>
          Make the snippet
        </Button>
      </div>
    </form>
  )
}

function TestStep({ pixel }: { pixel: Pixel }) {
  return (
    <div className="flex flex-col gap-4">
      <LiveTest pixel={pixel} />
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button asChild>
          <Link to="/visitors" search={{ pixel: pixel.id }}>
            See its visitors
          </Link>
        </Button>
        <Button asChild>
          <Link to="/pixels/$pixelId" params={{ pixelId: pixel.id }} search={{ tab: 'settings' }}>
            Its settings
          </Link>
        </Button>
      </div>
    </div>
  )
}
