// What the formats of pictures have in common. They read through a `DataView`, which throws a `RangeError`
// where a file ends too early, and throw `brokenPicture()` where it says something that cannot be.

export interface PictureSize {
  readonly width: number
  readonly height: number
}

export interface PictureFormat {
  /** The end of its file names. */
  readonly suffix: 'png' | 'jpg' | 'webp' | 'avif' | 'gif'
  /** By its first bytes; nothing else says what it is. */
  readonly begins: (view: DataView) => boolean
  /** As it is shown, after any turn that the file asks for. */
  readonly size: (view: DataView) => PictureSize
}

export const brokenPicture = (): RangeError => new RangeError('no picture is like that')

/** Whether these characters stand there. */
export function says(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false
  return Array.from(text).every((each, step) => view.getUint8(at + step) === each.charCodeAt(0))
}

/** Fails where the file ends before this many bytes. */
export function reaches(view: DataView, bytes: number): void {
  if (bytes > view.byteLength) throw brokenPicture()
}
