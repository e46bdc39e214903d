// Plain JavaScript for whatever Node is installed (20 or newer): finds the Node that runs this
// project's TypeScript and hands over to it.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const major = 24
const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a TypeScript file of this project and ends as it ends: same exit code, same signal.
 * @param {string} file relative to the project
 * @param {readonly string[]} args
 */
export function launch(file, args) {
  const node = findNode()
  if (node === null) {
    console.error(whatIsMissing())
    process.exitCode = 1
    return
  }
  const argv = [path.join(root, file), ...args]
  // What Node made of a file is kept, so that every process of a store starts in half the time.
  process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules', '.cache', 'compiled')
  // Node 24 can become the new process, so no signal needs to be passed on.
  if (process.execve && nodeMajor() >= major) process.execve(node, [node, ...argv], process.env)
  else runBelow(node, argv)
}

function findNode() {
  if (nodeMajor() === major) return process.execPath
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const fromNpm = path.join(root, 'node_modules', 'node', 'bin', name)
  if (existsSync(fromNpm)) return fromNpm
  return nodeMajor() > major ? process.execPath : null
}

/** @param {string} node @param {readonly string[]} argv */
function runBelow(node, argv) {
  const child = spawn(node, argv, { stdio: 'inherit' })
  // A terminal sends Ctrl-C to parent and child alike; passed on, it would count twice.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  const passOn = {
    SIGINT: () => terminal || child.kill('SIGINT'),
    SIGTERM: () => child.kill('SIGTERM'),
    SIGHUP: () => terminal || child.kill('SIGHUP'),
  }
  for (const [signal, act] of Object.entries(passOn)) process.on(signal, act)
  child.on('error', (error) => {
    console.error(`${node} does not start: ${error.message}\nTry: npm rebuild node`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    for (const [name, act] of Object.entries(passOn)) process.off(name, act)
    if (signal === null) process.exitCode = code ?? 1
    else process.kill(process.pid, signal)
  })
}

function nodeMajor() {
  return Number.parseInt(process.versions.node, 10)
}

function whatIsMissing() {
  const installed = existsSync(path.join(root, 'node_modules'))
  return [
    `Meridian runs on Node ${major}; this is Node ${process.versions.node}.`,
    installed
      ? 'npm brings the right one, but its install script did not run. Run: npm rebuild node'
      : 'npm brings the right one. Run in the folder of this project: npm ci',
    `Or install Node ${major} yourself.`,
  ].join('\n')
}
