const everyMs = 40

/**
 * Looks again and again until there is something to see.
 * @param look answers null or false while there is not
 */
export async function until<Seen>(
  what: string,
  look: () => Promise<Seen | null | false>,
  withinMs = 20_000,
): Promise<Seen> {
  const end = performance.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== null && seen !== false) return seen
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
