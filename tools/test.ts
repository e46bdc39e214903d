// npm test: the checks, then every test. `npm test -- 'kernel/**/*.test.ts'` runs these tests only.

import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { check } from '#tools/run-checks.ts'
import { paths, root } from '#tools/project.ts'

const wholeMinutesMax = 30
const oneTestMs = 300_000
const concurrency = 2
const endsAt = performance.now() + wholeMinutesMax * 60_000

const asked = process.argv.slice(2)
const globs = asked.length > 0 ? asked : allTests()

let passed = true
if (asked.length === 0) {
  console.log('Checks: types, lint, format, boundaries, tidiness, names')
  passed = await check()
}
console.log(`\nTests, ${concurrency} files at a time: ${globs.join(' ')}`)
passed = (await tests()) && passed
process.exitCode = passed ? 0 : 1

function allTests(): readonly string[] {
  const files = paths().filter((file) => file.endsWith('.test.ts'))
  const folders = new Set(files.flatMap((file) => file.split('/')[0] ?? []))
  return [...folders].map((folder) => `${folder}/**/*.test.ts`)
}

async function tests(): Promise<boolean> {
  const files = globSync([...globs], { cwd: root, exclude: ['**/node_modules/**'] })
  if (files.length === 0) {
    console.log('No tests were found.')
    return false
  }
  const runner = spawn(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${oneTestMs}`,
      '--test-reporter=./tools/test-report.ts',
      ...globs,
    ],
    { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] },
  )
  let told = ''
  runner.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    process.stdout.write(text)
  })
  const watchdog = setTimeout(() => {
    const hanging = files.filter((file) => !told.includes(` ${file.replaceAll('\\', '/')}: `))
    console.log(`\nFAIL: not over within ${wholeMinutesMax} minutes. Not ended or not begun:`)
    for (const file of hanging) console.log(`  ${file}`)
    runner.kill('SIGTERM')
  }, endsAt - performance.now())
  return new Promise((resolve) => {
    runner.on('close', (code) => {
      clearTimeout(watchdog)
      const ran = /^# tests [1-9]/m.test(told)
      if (code === 0 && !ran) console.log('FAIL: no test ran.')
      resolve(code === 0 && ran)
    })
  })
}
