import { check } from '#tools/run-checks.ts'

process.exitCode = (await check()) ? 0 : 1
