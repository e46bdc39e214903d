// A product without options is written as one variant of the option "Title", "Default Title".

import { shortened } from '#cli/catalog-files/slug.ts'

const optionsMax = 3
const textMax = 255

export interface Options {
  readonly names: readonly string[]
  /** For each variant one value per name. */
  readonly values: readonly (readonly string[])[]
}

/**
 * @param names the three option names of the product, blank where there is none
 * @param values for each variant its three option values
 */
export function optionsFrom(
  names: readonly string[],
  values: readonly (readonly string[])[],
): Options {
  const used = [0, 1, 2].filter(
    (at) => clean(names[at]) !== '' || values.some((each) => clean(each[at]) !== ''),
  )
  const count = used.length === 0 ? 0 : Math.max(...used) + 1
  if (count === 1 && values.length === 1 && isPlaceholder(names[0], values[0]?.[0])) {
    return { names: [], values: [[]] }
  }
  const places = Array.from({ length: count }, (_, at) => at)
  return {
    names: places.map((at) => clean(names[at]) || `Option ${at + 1}`),
    values: values.map((each) => places.map((at) => clean(each[at]))),
  }
}

/** The three names and, for each variant, three values that read as these options. */
export function optionCells({ names, values }: Options): { names: string[]; values: string[][] } {
  const single = names.length === 0 && values.length === 1
  return {
    names: single ? ['Title', '', ''] : filled(names),
    values: single ? [['Default Title', '', '']] : values.map(filled),
  }
}

export function sameOptions(one: Options, other: Options): boolean {
  return JSON.stringify([one.names, one.values]) === JSON.stringify([other.names, other.values])
}

function isPlaceholder(name: string | undefined, value: string | undefined): boolean {
  return /^(title)?$/i.test(clean(name)) && /^(default title)?$/i.test(clean(value))
}

const clean = (text: string | undefined) => shortened((text ?? '').trim(), textMax)

function filled(texts: readonly string[]): string[] {
  return Array.from({ length: optionsMax }, (_, at) => texts[at] ?? '')
}
