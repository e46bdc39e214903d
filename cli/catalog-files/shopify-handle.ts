import { shortened } from '#cli/catalog-files/slug.ts'

const handleMax = 255

/** The handle as it stands, but for what cannot be part of an address. */
export function handleFrom(text: string): string {
  const handle = text.trim().replaceAll(/[\s/?#\p{Cc}]+/gu, '-')
  return shortened(handle, handleMax)
}
