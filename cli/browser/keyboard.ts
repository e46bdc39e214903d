// Walks a page as somebody without a mouse does: by the Tab key, from one end to the other.

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** What is wrong with where the focus is; empty when it is where it should be, and seen there. */
type Flaw = string

/** Everything that can be used gets the focus, in the order of the document, visibly, and lets it go. */
export async function assertTabbable(page: Page): Promise<void> {
  const stops = await page.evaluate<readonly string[]>(findStops)
  assert.ok(stops.length > 0, `${page.url()} has nothing to use`)
  const flaws: Flaw[] = []
  for (const [position, name] of stops.entries()) {
    await page.keyboard.press('Tab')
    const flaw = await page.evaluate<Flaw>(`(${flawAt})(${position})`)
    if (flaw !== '') flaws.push(`${position + 1}. ${name}: ${flaw}`)
  }
  await page.keyboard.press('Tab')
  const beyond = await page.evaluate<boolean>(
    `window.tabStops.indexOf(document.activeElement) !== window.tabStops.length - 1`,
  )
  if (!beyond) flaws.push('the last one keeps the focus')
  assert.deepEqual(flaws, [], page.url())
}

/** Keeps the focus inside while it is open, lets go at Escape, and gives the focus back. */
export async function assertKeepsFocus(page: Page): Promise<void> {
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  const stops = await page.evaluate<readonly string[]>(findStops)
  const strays: string[] = []
  for (const _ of [...stops, 'and once more', 'and again']) {
    await page.keyboard.press('Tab')
    const stray = await page.evaluate<string>(strayed)
    if (stray !== '') strays.push(stray)
  }
  assert.deepEqual(strays, [], `${page.url()} lets the focus out of its dialog`)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

/** What has the focus, in words. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(${nameOf})(document.activeElement)`)

const nameOf = `(element) => element === null || element === document.body
  ? 'nothing'
  : (element.tagName.toLowerCase() + ' ' +
      (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent))
      .trim().replace(/\\s+/g, ' ').slice(0, 60)`

/** A radio button that is not chosen is reached by the arrow keys, from the one that is. */
const findStops = `(() => {
  const root = document.querySelector('dialog[open]') ?? document
  const usable = [...root.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]',
  )].filter((each) =>
    !each.matches(':disabled, [tabindex="-1"]') && each.closest('[inert]') === null &&
    each.checkVisibility({ visibilityProperty: true }))
  const radios = Map.groupBy(
    usable.filter((each) => each.type === 'radio'),
    ({ name, form }) => name,
  )
  const skipped = new Set([...radios.values()].flatMap((group) => {
    const chosen = group.find(({ checked }) => checked) ?? group[0]
    return group.filter((each) => each !== chosen)
  }))
  window.tabStops = usable.filter((each) => !skipped.has(each))
  if (root === document) {
    // The Tab key goes on from where was clicked last: from the start again.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  }
  return window.tabStops.map(${nameOf})
})()`

/** A field that is drawn by its label is seen where the label is. */
const flawAt = `(position) => {
  const wanted = window.tabStops[position]
  const element = document.activeElement
  if (!wanted.isConnected) return 'was taken away meanwhile'
  if (element !== wanted) return 'the focus is on ' + (${nameOf})(element)
  const drawn = [element, element.closest('label')].filter((each) => each !== null)
  const isMarked = drawn.some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1
  })
  if (!isMarked) return 'shows no focus'
  const shown = drawn.at(-1).getBoundingClientRect()
  const isInSight = shown.width > 1 && shown.bottom > 0 && shown.top < innerHeight &&
    shown.right > 0 && shown.left < innerWidth
  if (!isInSight) return 'is out of sight'
  const bar = document.querySelector('header')
  const isCovered = bar !== null && document.querySelector('main').contains(element) &&
    bar.getBoundingClientRect().bottom >= shown.bottom
  return isCovered ? 'is covered by the bar at the top' : ''
}`

const strayed = `(() => {
  const element = document.activeElement
  const isInside = element === document.body || document.querySelector('dialog[open]').contains(element)
  return isInside ? '' : (${nameOf})(element)
})()`
