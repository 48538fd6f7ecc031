import { type Logger as PinoLogger, destination, pino } from 'pino'

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

/** A logger to stderr, since stdout carries the protocol and nothing else. */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, redact: ['*.authorization', '*.cookie', '*.token'] }, destination({ dest: 2, sync: true }))
}
