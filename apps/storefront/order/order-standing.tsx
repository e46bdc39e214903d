import { Icon } from '#apps/ui/icon.tsx'
import { Spinner } from '#apps/ui/button.tsx'
import type { Order } from '#apps/storefront/app/queries.ts'
import { stepsDone, type OrderState } from '#apps/storefront/order/order-state.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const colours: Readonly<Record<OrderState, string>> = {
  pending: 'bg-sunken',
  confirmed: 'bg-good-soft',
  sent: 'bg-good-soft',
  completed: 'bg-good-soft',
  rejected: 'bg-bad-soft',
  cancelled: 'bg-sunken',
  declined: 'bg-warn-soft',
  refunded: 'bg-sunken',
}

/** Where the order stands, read out whenever it changes. */
export function OrderStanding({ order, state }: { order: Order; state: OrderState }) {
  const { order: says } = useWords()
  const [title, text] = says.states[state]
  const reasons: Readonly<Record<string, string>> = says.reasons
  const reason = order.reason === null ? undefined : reasons[order.reason]
  const goes = ['pending', 'confirmed', 'sent', 'completed'].includes(state)
  return (
    <section
      role="status"
      data-state={state}
      className={`rounded-3xl p-5 transition-colors sm:p-6 duration-500 ${colours[state]}`}
    >
      <h2 className="display flex items-center gap-3 text-2xl">
        {state === 'pending' ? <Spinner /> : null}
        {title}
      </h2>
      <p className="mt-1 text-lg">{text}</p>
      {reason === undefined ? null : <p className="mt-1">{reason}</p>}
      {goes ? <Steps done={stepsDone(order)} /> : null}
    </section>
  )
}

function Steps({ done }: { done: number }) {
  const { order } = useWords()
  const names = Object.values(order.steps)
  return (
    <ol className="mt-6 grid grid-cols-4 gap-1 text-[0.7rem] leading-tight min-[24rem]:text-xs sm:gap-2 sm:text-sm">
      {names.map((name, at) => {
        const isDone = at < done
        return (
          <li key={name} aria-current={at === done - 1 ? 'step' : undefined}>
            <div className={`h-1.5 rounded-full ${isDone ? 'bg-good' : 'bg-line'}`} />
            <p
              className={`mt-2 flex flex-wrap items-center gap-1 ${isDone ? 'font-semibold' : 'text-soft'}`}
            >
              {name}
              {isDone ? <Icon name="check" className="size-4 max-sm:hidden" /> : null}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
