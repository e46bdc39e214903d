import type { Letter } from '#services/notifications/contract.ts'

/** All that a letter says, in one language. */
export interface Words {
  readonly greeting: (name: string) => string
  readonly says: (letter: Letter) => Said
  /** What leads to the page of the order. */
  readonly link: string
  readonly order: (number: string) => string
  readonly shipping: string
  readonly total: string
  /** A tax that is part of the prices. */
  readonly included: (tax: string) => string
}

export interface Said {
  readonly subject: string
  readonly paragraphs: readonly string[]
}
