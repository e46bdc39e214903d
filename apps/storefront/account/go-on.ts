const interaction = /^\/oidc\/interaction\/[\w-]+$/
const pages = [
  '/account',
  '/account/addresses',
  '/account/profile',
  '/account/security',
  '/account/data',
  '/checkout',
] as const

export type GoOn =
  | { readonly page: (typeof pages)[number] }
  /** Outside of the shop's pages. */
  | { readonly address: string }

/** Where somebody goes on who has signed in: where they came from, if anybody comes from there. */
export function goOn(then: string | undefined): GoOn {
  if (then !== undefined && interaction.test(then)) return { address: then }
  return { page: pages.find((page) => page === then) ?? '/account' }
}
