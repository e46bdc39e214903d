// npm run bench: what the platform reaches on this machine. Targets that are missed are printed and
// change no exit code; a section that fails, or counts that are wrong, do.

import { figureLine } from '#bench/figure.ts'
import { machine } from '#bench/machine.ts'
import { benchOptions, type BenchOptions } from '#bench/options.ts'
import { runSections } from '#bench/run-sections.ts'
import { sections } from '#bench/sections.ts'
import { storeSettings } from '#bench/store-settings.ts'

const help = `
Usage: npm run bench -- [section …] [--runs N] [--toy] [--full] [--json]

Starts stores of its own in temporary folders, measures, and removes them. Beside each figure stands
the floor of the same run: a bare part doing the least that the work needs.

Sections:
${sections.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n')}

Options:
  --runs N   runs of each measurement (default 3; 1 with --toy)
  --toy      all of it in under a minute; the figures mean nothing then
  --full     outbox with a million deliveries
  --json     everything as JSON on the standard output

Exit code 0 also when targets are missed; 1 when something does not run or counts are wrong.
`

const options = optionsOrEnd()
if (options?.help) process.stdout.write(help.trimStart())
else if (options) process.exitCode = await bench(options)

async function bench({ sections, toy, full, runs, json }: BenchOptions): Promise<number> {
  const print = (text: string) => void (json ? process.stderr : process.stdout).write(text)
  const on = machine()
  let settings: Record<string, string> | null = null
  let startedAt = 0
  print(
    `${on.cpu}, ${on.cores} cores, ${on.memoryGb} GB, ${on.system}; Node ${on.node}, PostgreSQL ${on.postgres}\n` +
      'Two regions, active-active, orders durable everywhere; load comes from the same machine\n' +
      (toy ? 'Toy size: these figures show that everything runs, and nothing else\n' : ''),
  )
  const results = await runSections({
    sections,
    toy,
    full,
    runs,
    say: (line) => print(`${line}\n`),
    onStart: ({ name, summary }) => {
      startedAt = performance.now()
      print(`\n${name}: ${summary}\n`)
    },
    onResult: ({ figures, failed }) => {
      for (const figure of figures) print(figureLine(figure))
      if (failed !== null) print(`  FAILED: ${failed}\n`)
      print(`  took ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
    },
    onStore: async (store) => {
      if (settings !== null) return
      settings = await storeSettings(store)
      const pairs = Object.entries(settings).map(([name, value]) => `${name} ${value}`)
      print(`  PostgreSQL of each region: ${pairs.join(', ')}\n`)
    },
  })
  if (json) {
    const report = { at: new Date().toISOString(), machine: on, settings, toy, full, runs, results }
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  }
  const figures = results.flatMap((result) => result.figures)
  const missed = figures.filter(({ met }) => met === false).length
  const wrong = figures.flatMap((figure) => figure.wrong ?? []).length
  const failed = results.filter((result) => result.failed !== null).length
  print(
    `\n${figures.length} figures, ${missed} targets missed, ${wrong} wrong counts, ${failed} sections failed\n`,
  )
  return wrong + failed > 0 ? 1 : 0
}

function optionsOrEnd(): BenchOptions | null {
  try {
    return benchOptions(process.argv.slice(2), sections)
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`)
    process.exitCode = 2
    return null
  }
}
