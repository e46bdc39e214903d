import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { commands } from '#cli/commands.ts'
import { runCli } from '#cli/e2e/run-cli.ts'

/** Enough arguments for each command to look for a running store. */
const asking: Readonly<Record<string, readonly string[]>> = {
  status: [],
  import: ['catalog.jsonl'],
  export: [],
  region: ['kill', 'sin'],
  drill: ['region-loss'],
  shop: [],
  'dead-letters': [],
  staff: ['reset-owner'],
}

let dir = ''
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'meridian-cli-'))
  await writeFile(join(dir, 'catalog.jsonl'), '')
})
after(() => rm(dir, { recursive: true, force: true }))

/** Two at a time: starting a process is most of the work. */
async function eachOf<Item>(items: readonly Item[], check: (item: Item) => Promise<void>) {
  const rest = items.values()
  const worker = async () => {
    for (const item of rest) await check(item)
  }
  await Promise.all([worker(), worker()])
}

const noStack = (text: string) => assert.doesNotMatch(text, /\n\s+at |node:internal/)

test('without arguments the command line shows what it can do', async () => {
  for (const args of [[], ['--help'], ['help']]) {
    const { code, stdout, stderr } = await runCli(...args)
    assert.deepEqual([code, stderr], [0, ''])
    for (const { name, summary } of commands) assert.ok(stdout.includes(`${name} `), summary)
  }
})

test('what the overview shows is known without loading any command', async () => {
  const table = await readFile(new URL('commands.ts', import.meta.url), 'utf8')
  assert.deepEqual(table.match(/^import .*/gm), [
    "import type { CliCommand } from '#cli/command.ts'",
  ])
})

test('every command says how it is used', async () => {
  await eachOf(commands, async ({ name }) => {
    const { code, stdout, stderr } = await runCli(name, '--help')
    assert.deepEqual([code, stderr], [0, ''], name)
    assert.match(stdout, new RegExp(`^Usage: meridian ${name}`))
  })
})

test('an unknown command is answered with those there are', async () => {
  const { code, stdout, stderr } = await runCli('sell')
  assert.deepEqual([code, stdout], [2, ''])
  assert.match(stderr, /there is no command "sell"/)
  assert.match(stderr, /Usage: meridian/)
})

test('an unknown option is one line and exit code 2, in every command', async () => {
  await eachOf(commands, async ({ name }) => {
    const { code, stderr } = await runCli(name, '--no-such-option')
    assert.equal(code, 2, `${name}: ${stderr}`)
    assert.equal(
      stderr,
      `meridian ${name}: unknown option '--no-such-option'; see "meridian ${name} --help"\n`,
    )
  })
})

test('an option without its value is one line and exit code 2', async () => {
  const { code, stderr } = await runCli('status', '--dir')
  assert.equal(code, 2)
  assert.match(stderr, /^meridian status: option '--dir <value>' argument missing; see .*\n$/)
})

test('a command that needs a running store says how to start one', async () => {
  await eachOf(Object.entries(asking), async ([name, args]) => {
    const given = args.map((arg) => (arg.endsWith('.jsonl') ? join(dir, arg) : arg))
    const { code, stderr } = await runCli(name, ...given, '--dir', dir)
    assert.equal(code, 2, `${name}: ${stderr}`)
    assert.match(stderr, /^meridian [a-z-]+: no store is running in .*meridian up"\n$/, name)
  })
})

test('an address where nobody answers is one line and exit code 1, and all of it with --verbose', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  const { code, stderr } = await runCli('shop', '--url', url)
  assert.equal(code, 1)
  assert.match(stderr, /^meridian shop: .*ECONNREFUSED.*--verbose.*\n$/)
  noStack(stderr)
  const verbose = await runCli('shop', '--url', url, '--verbose')
  assert.equal(verbose.code, 1)
  assert.match(verbose.stderr, /\n\s+at /)
})
