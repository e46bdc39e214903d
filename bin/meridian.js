#!/usr/bin/env node
import process from 'node:process'
import { launch } from './launch.js'

launch('cli/main.ts', process.argv.slice(2))
