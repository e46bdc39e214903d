#!/usr/bin/env node
// node bin/run.js FILE.ts ARGUMENTS…

import process from 'node:process'
import { launch } from './launch.js'

const [file, ...args] = process.argv.slice(2)
if (file === undefined) {
  console.error('Usage: node bin/run.js FILE.ts [ARGUMENTS]')
  process.exitCode = 2
} else {
  launch(file, args)
}
