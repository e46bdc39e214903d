// The items of an RSS or Atom feed as a stream. A document type is refused before anything in it is
// read: that is where external entities and entity bombs live, and no feed needs one.

import { SaxesParser } from 'saxes'
import { cleanText } from '#cli/catalog-files/clean-text.ts'
import { feedName, type FeedItem } from '#cli/catalog-files/feed-item.ts'
import { refused, type Notice } from '#cli/catalog-files/read-item.ts'

/** The longest item, in characters of the file. */
export const itemCharsMax = 4_000_000
/** Elements inside one another, within an item. */
export const depthMax = 32
/** Faults in the XML after which the rest is not read. */
export const faultsMax = 100

/** The items in batches, one for each piece of text. */
export async function* feedItems(
  chunks: AsyncIterable<string>,
): AsyncIterable<readonly (FeedItem | Notice)[]> {
  const feed = newFeed()
  let charsWaiting = 0
  for await (const chunk of chunks) {
    feed.write(chunk)
    charsWaiting = feed.found.length > 0 ? 0 : charsWaiting + chunk.length
    if (charsWaiting > itemCharsMax) {
      feed.stop(`an item is longer than ${itemCharsMax} characters; the rest was not read`)
    }
    yield feed.found.splice(0)
    if (feed.stopped) return
  }
  feed.end()
  yield feed.found.splice(0)
}

interface Feed {
  readonly found: (FeedItem | Notice)[]
  readonly stopped: boolean
  write(text: string): void
  end(): void
  stop(reason: string): void
}

function newFeed(): Feed {
  const parser = new SaxesParser()
  const found: (FeedItem | Notice)[] = []
  let item: { line: number; values: Map<string, string[]> } | null = null
  let path: string[] = []
  let text = ''
  let faults = 0
  let items = 0
  let stopped = false
  const stop = (reason: string) => {
    if (!stopped) found.push(refused(parser.line, reason))
    stopped = true
  }
  parser.on('doctype', () => stop('the file declares a document type, which is not accepted'))
  parser.on('error', (error) => {
    faults += 1
    if (stopped) return
    const reason = error.message.replace(/^\d+:\d+:\s*/, '')
    found.push(refused(parser.line, `not well-formed XML: ${reason}`))
    if (faults === faultsMax) stop(`given up after ${faults} faults: the rest was not read`)
  })
  parser.on('opentag', ({ name }) => {
    if (item === null) {
      if (/^(item|entry)$/i.test(name)) item = { line: parser.line, values: new Map() }
      path = []
      return
    }
    path.push(feedName(name))
    text = ''
    if (path.length > depthMax) stop('elements are nested too deeply; the rest was not read')
  })
  const take = (more: string) => {
    if (item !== null && path.length > 0) text += more
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', ({ name }) => {
    if (item === null || stopped) return
    if (path.length === 0) {
      if (!/^(item|entry)$/i.test(name)) return
      items += 1
      found.push(item)
      item = null
      return
    }
    const value = cleanText(text).trim()
    const key = path.join('.')
    const values = item.values.get(key)
    if (value !== '' && values) values.push(value)
    else if (value !== '') item.values.set(key, [value])
    path.pop()
    text = ''
  })
  return {
    found,
    get stopped() {
      return stopped
    },
    write(chunk) {
      if (!stopped) parser.write(chunk)
    },
    end() {
      parser.close()
      if (items === 0 && found.length === 0) found.push(refused(1, 'the feed has no items'))
    },
    stop,
  }
}
