import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { askRegion } from '#cli/region-client.ts'
import { defaultDir, runningStore, type StoreFile } from '#cli/running-store.ts'
import type { DeadLetter, Page } from '#kernel/ports/ledger.ts'

interface Found extends DeadLetter {
  readonly region: string
}

export const deadLetters: CliCommand = {
  help: `
Usage: meridian dead-letters list [--json] [--dir DIR]
       meridian dead-letters show ID
       meridian dead-letters redrive ID | --all
       meridian dead-letters discard ID --reason TEXT

A delivery that failed at every attempt is kept with its error until a person decides.
redrive tries it again from the first attempt; discard gives it up and keeps the reason.
`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: defaultDir },
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        reason: { type: 'string' },
      },
    })
    const store = runningStore(values.dir)
    const [action = 'list', id] = positionals
    const letters = await findAll(store)
    const wanted = values.all ? letters : letters.filter((letter) => letter.id === id)
    switch (action) {
      case 'list':
        process.stdout.write(values.json ? `${JSON.stringify(letters, null, 2)}\n` : table(letters))
        return 0
      case 'show':
        process.stdout.write(`${JSON.stringify(one(wanted, id), null, 2)}\n`)
        return 0
      case 'redrive':
        if (!values.all) one(wanted, id)
        for (const letter of wanted)
          await askRegion(store, letter.region, 'dead-letters/redrive', { id: letter.id })
        process.stdout.write(`${wanted.length} sent again\n`)
        return 0
      case 'discard': {
        if (values.reason === undefined) throw new CommandError('say why with --reason')
        const letter = one(wanted, id)
        await askRegion(store, letter.region, 'dead-letters/discard', {
          id: letter.id,
          reason: values.reason,
        })
        process.stdout.write(`discarded ${letter.id}\n`)
        return 0
      }
      default:
        throw new CommandError(`there is no action ${action}: list, show, redrive or discard`)
    }
  },
}

async function findAll(store: StoreFile): Promise<Found[]> {
  const found: Found[] = []
  for (const { code } of store.regions) {
    let cursor: string | null = null
    do {
      const page: Page<DeadLetter> | null = await askRegion<Page<DeadLetter>>(
        store,
        code,
        'dead-letters/list',
        { cursor },
      ).catch((error: unknown) => {
        process.stderr.write(`${messageOf(error)}; what it serves is not listed\n`)
        return null
      })
      if (page === null) break
      found.push(...page.items.map((letter) => ({ ...letter, region: code })))
      cursor = page.next
    } while (cursor !== null)
  }
  return found
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

function one(wanted: readonly Found[], id: string | undefined): Found {
  const [letter] = wanted
  if (letter === undefined) throw new CommandError(`there is no dead letter ${id ?? '(name one)'}`)
  return letter
}

function table(letters: readonly Found[]): string {
  if (letters.length === 0) return 'No dead letters: everything that was asked for has happened.\n'
  return letters
    .map(
      ({ id, diedAt, attempts, error }) => `${id}\n  ${diedAt}, ${attempts} attempts: ${error}\n`,
    )
    .join('')
}
