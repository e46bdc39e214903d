import process from 'node:process'

/**
 * Ends this process. When whoever started it is gone, nobody reads its log any more, and what is left of
 * that would be written again and again on the way out (sonic-boom 4.2.1 repeats a broken pipe in
 * `flushSync`): then it ends without looking back.
 */
export function leave(code: number): void {
  if (process.connected === false) process.kill(process.pid, 'SIGKILL')
  process.exit(code)
}
