import { identityMutants } from '#tools/mutants/identity-mutants.ts'
import { messageMutants } from '#tools/mutants/message-mutants.ts'
import { moneyMutants } from '#tools/mutants/money-mutants.ts'
import type { Mutant } from '#tools/mutants/mutant.ts'
import { regionMutants } from '#tools/mutants/region-mutants.ts'
import { shopMutants } from '#tools/mutants/shop-mutants.ts'

export const mutants: readonly Mutant[] = [
  ...regionMutants,
  ...messageMutants,
  ...moneyMutants,
  ...shopMutants,
  ...identityMutants,
]
