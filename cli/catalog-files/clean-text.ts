/** True when the text can be stored and sent: no NUL, no half of a surrogate pair. */
export function isClean(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** The text without NUL and without halves of surrogate pairs. */
export function cleanText(text: string): string {
  return isClean(text)
    ? text
    : text
        .replaceAll('\0', '')
        .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
}
