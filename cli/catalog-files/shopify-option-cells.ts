import { cell, type Cells } from '#cli/catalog-files/shopify-product-cells.ts'

const numbers = [1, 2, 3]

export const optionNames = (cells: Cells): string[] =>
  numbers.map((number) => cell(cells, `Option${number} Name`))

export const optionValues = (cells: Cells): string[] =>
  numbers.map((number) => cell(cells, `Option${number} Value`))

export const nameCells = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, at) => [`Option${at + 1} Name`, name]))

export const valueCells = (values: readonly string[]): Record<string, string> =>
  Object.fromEntries(values.map((value, at) => [`Option${at + 1} Value`, value]))
