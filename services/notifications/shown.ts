import { formatAmount, type Money } from '#kernel/core/money.ts'

export const shown = (amount: Money): string => `${amount.currency} ${formatAmount(amount)}`
