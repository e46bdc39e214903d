import { pino, stdSerializers, type DestinationStream } from 'pino'
import { scrubbed, withoutSecrets } from '#kernel/telemetry/without-secrets.ts'

type Write = (fields: Readonly<Record<string, unknown>>, says: string) => void

/** One JSON line an entry. An error goes under `err`. */
export interface Log {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
  /** Whether `debug` writes anything, so that costly fields need not be gathered in vain. */
  readonly debugs: boolean
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * A log that never holds a credential, a mail address or a card number.
 * @param always members of every line, such as the region
 * @param level default `MERIDIAN_LOG`, else `info`
 */
export function createLog(
  always: Readonly<Record<string, string>>,
  level: LogLevel = levelOf(process.env['MERIDIAN_LOG']),
  destination: DestinationStream = pino.destination({ sync: false }),
): Log {
  const logger = pino(
    {
      level,
      base: always,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutSecrets(fields) as Record<string, unknown>,
      },
      serializers: { err: (error) => withoutSecrets(stdSerializers.err(error)) },
    },
    destination,
  )
  return {
    debug: (fields, says) => logger.debug(fields, scrubbed(says)),
    info: (fields, says) => logger.info(fields, scrubbed(says)),
    warn: (fields, says) => logger.warn(fields, scrubbed(says)),
    error: (fields, says) => logger.error(fields, scrubbed(says)),
    debugs: logger.isLevelEnabled('debug'),
  }
}

function levelOf(text: string | undefined): LogLevel {
  return logLevels.find((level) => level === text) ?? 'info'
}
