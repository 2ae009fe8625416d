import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button, Checkbox, Dialog, errorText, Kbd } from '../../../../ui/index.ts'
import type { CreditPackage } from '../../schema.ts'
import { AskBilling } from '../ask-billing.tsx'
import { FrozenNote } from '../balance/frozen-note.tsx'
import { useBalance } from '../balance/use-balance.ts'
import { creditsInWords, formatMoney } from '../money.ts'
import { PartFailed } from '../part-failed.tsx'
import { useBilling } from '../use-billing.ts'
import { BuySums } from './buy-sums.tsx'
import { type BuyRequest, choosePackage } from './choose-package.ts'
import { PackageChoice, PackageShapes } from './package-choice.tsx'
import { packagesQuery } from './packages-query.ts'
import { SimulatedNote } from './simulated-note.tsx'
import { useStartCheckout } from './use-start-checkout.ts'

interface BuyDialogProps {
  request: BuyRequest
  onClose: () => void
}

/** Chooses a package and goes to the page where it is paid. */
export function BuyDialog({ request, onClose }: BuyDialogProps) {
  const canBuy = useBilling()
  const packages = useQuery(packagesQuery)
  const { shortfall } = request
  const lacks = shortfall ? `You are ${creditsInWords(shortfall)} short. ` : ''
  const { data } = packages
  const dialog = { open: true, onOpenChange: onClose, title: 'Buy credits' }
  if (canBuy && data?.available && data.data.length > 0)
    return <PayDialog {...{ request, onClose, lacks }} packages={data.data} isSimulated={data.simulated} />
  return (
    <Dialog
      {...dialog}
      {...(lacks ? { description: lacks } : {})}
      size={canBuy && packages.isPending ? 'lg' : 'md'}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {canBuy ? (
        packages.isPending ? (
          <PackageShapes />
        ) : packages.isError ? (
          <PartFailed what="The packages" error={packages.error} retry={packages.refetch} />
        ) : (
          <p>{data?.unavailable_reason ?? 'The operator offers no packages at the moment.'}</p>
        )
      ) : (
        <AskBilling what="buy credits" />
      )}
    </Dialog>
  )
}

interface PayDialogProps extends BuyDialogProps {
  packages: readonly CreditPackage[]
  isSimulated: boolean
  /** What is missing, in words. */
  lacks: string
}

function PayDialog({ request, onClose, lacks, packages, isSimulated }: PayDialogProps) {
  const [picked, setPicked] = useState<string>()
  const [keepMethod, setKeepMethod] = useState(request.keepMethod ?? false)
  const balance = useBalance().data
  const { start, error, isLeaving } = useStartCheckout()
  // A package that changed meanwhile is another one: then the choice starts over.
  const chosen = packages.find(({ id }) => id === picked) ?? choosePackage(packages, request)
  const isCovered = !chosen || chosen.credits >= (request.shortfall ?? 0)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (chosen && !isLeaving) start({ package_id: chosen.id, keep_method: keepMethod })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Buy credits"
      description={`${lacks}Bought credits do not expire.`}
      footer={
        <>
          {chosen ? <BuySums credits={chosen.credits} /> : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="buy-credits" busy={isLeaving}>
            {chosen
              ? `Pay ${formatMoney(chosen.price_cents, chosen.currency)} for ${creditsInWords(chosen.credits)}`
              : 'Pay'}
            <span aria-hidden className="max-sm:hidden">
              <Kbd keys="enter" inverted />
            </span>
          </Button>
        </>
      }
    >
      <form id="buy-credits" onSubmit={submit} className="flex flex-col gap-3">
        {isSimulated ? <SimulatedNote /> : null}
        {balance?.frozen ? <FrozenNote credits={balance} /> : null}
        <PackageChoice packages={packages} chosen={chosen?.id} onChoose={setPicked} isFixed={isLeaving} />
        {isCovered ? null : (
          <p className="text-warn">One package does not cover it: buy more than once, or take leads out.</p>
        )}
        <Checkbox
          label="Save the payment method"
          hint="For automatic top-ups, which you turn on under billing; nothing is charged before."
          checked={keepMethod}
          disabled={isLeaving}
          onCheckedChange={setKeepMethod}
        />
        {error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {errorText(error).replace(/ ?Nothing was charged\b.*$/, '')} Nothing was charged; try again.
          </p>
        ) : null}
      </form>
    </Dialog>
  )
}
