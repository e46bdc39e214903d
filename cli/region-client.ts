import { CommandError } from '#cli/command.ts'
import type { StoreFile } from '#cli/running-store.ts'

/**
 * Asks one region what only operators and its peer may ask.
 * @throws CommandError when the region does not answer, or says no
 */
export async function askRegion<Answer>(
  store: Pick<StoreFile, 'regions' | 'internalSecret'>,
  code: string,
  path: string,
  body: unknown = {},
  withinMs = 10_000,
): Promise<Answer> {
  const region = store.regions.find((candidate) => candidate.code === code)
  if (region === undefined) throw new CommandError(`this store has no region ${code}`)
  let answer: Response
  try {
    answer = await fetch(`${region.url}/internal/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'meridian-internal': store.internalSecret },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(withinMs),
    })
  } catch (error) {
    throw new CommandError(`region ${region.name} does not answer: ${reason(error)}`, 1)
  }
  const said = (await answer.json()) as { detail?: string; title?: string }
  if (!answer.ok) {
    throw new CommandError(
      `region ${region.name}: ${said.detail ?? said.title ?? answer.status}`,
      1,
    )
  }
  return said as Answer
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
