// A spreadsheet takes a cell that begins with one of these for a formula and runs it (CSV injection,
// https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe in front makes it text. So
// that a guarded file reads as the same catalogue, it says in its columns that it is guarded.

/** Its name alone counts; there is nothing in it. */
export const guardColumn = 'Guarded cells (meridian)'

const formula = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/
const number = /^[+-]?\d+([.,]\d+)?$/

/** Whether a spreadsheet may run it. */
export const isFormula = (text: string): boolean => formula.test(text) && !number.test(text)

/** A cell that no spreadsheet runs. */
export function guarded(text: string): string {
  return text.startsWith("'") || isFormula(text) ? `'${text}` : text
}

/** What a guarded cell says. */
export function unguarded(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text
}
