export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface Mailer {
  /** One key, one mail. */
  send(key: string, mail: Mail): Promise<void>
}
