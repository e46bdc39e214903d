import { saysOf } from '#kernel/core/fault.ts'

/** What ends by itself is started again after this, and ever later while that does not help. */
const afterMs = 500
const afterMaxMs = 8_000

/**
 * What ended by itself (a bug, no memory, a full disk) is started again until it stays. It says so
 * once, and again only when there is another reason.
 * @param start tells whether it runs now; throws when it could not be started
 */
export async function startAgain({
  what,
  dir,
  say,
  start,
}: {
  what: string
  dir: string
  say: (line: string) => void
  start: () => Promise<'runs again' | 'not wanted'>
}): Promise<void> {
  say(`${what} ended by itself and is started again; why stands in ${dir}`)
  let said = ''
  for (let waitMs = afterMs; ; waitMs = Math.min(2 * waitMs, afterMaxMs)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    try {
      if ((await start()) === 'runs again') say(`${what} runs again`)
      return
    } catch (error) {
      const [says = ''] = saysOf(error).split('\n')
      if (says !== said) say(`${what} does not start and is tried again: ${says}`)
      said = says
    }
  }
}
