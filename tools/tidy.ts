// What a compiler and a linter do not look at. Each check takes the files and returns one sentence
// for each finding.

import path from 'node:path'
import type { ProjectFile } from '#tools/project.ts'
import { tokens } from '#tools/tokens.ts'

type Check = (files: readonly ProjectFile[]) => readonly string[]

const linesMax = 400
/** Files that may be longer, each with the reason. */
const longFiles: Readonly<Record<string, string>> = {
  'apps/ui/api/operations.ts': 'made from the OpenAPI document',
}

const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/
/** Names that others look for in exactly this spelling. */
const knownNames = /^(?:README|CHANGELOG|CONTRIBUTING|ARCHITECTURE|LICENSE|Dockerfile)(?:\.md)?$/

const source = /\.(?:[jt]sx?|css|sh)$/
const data = /^package-lock\.json$|\.(?:csv|tsv|jsonl|svg|xml|png|jpg|webp|ico|woff2)$/
/** This file and its test speak of the words they look for. */
const itself = /^tools\/tidy(?:\.test)?\.ts$/

export const fileNames: Check = (files) =>
  files.flatMap(({ path: file }) =>
    file
      .split('/')
      .filter((name) => !kebab.test(name) && !knownNames.test(name))
      .map((name) => `${file}: ${name} is not kebab-case`),
  )

export const fileLengths: Check = (files) => {
  const long = files
    .filter((file) => source.test(file.path) || file.path.endsWith('.md'))
    .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > linesMax)
  const unexcused = long.filter((file) => !(file.path in longFiles))
  const excuses = Object.keys(longFiles).filter((file) => !long.some((one) => one.path === file))
  return [
    ...unexcused.map((file) => `${file.path} has ${file.lines} lines; ${linesMax} are the most`),
    ...excuses.map((file) => `${file} is excused for its length and no longer needs to be`),
  ]
}

export const unfinishedWork: Check = (files) =>
  linesWith(files, /\b(?:TODO|FIXME|[Ff]or now|[Nn]ot implemented)\b/, 'is left unfinished')

export const focusedTests: Check = (files) =>
  files
    .filter((file) => source.test(file.path) && !itself.test(file.path))
    .flatMap((file) => {
      const all = tokens(file.text)
      return all.flatMap((token, at) => {
        const next = all.slice(at + 1, at + 3).map(({ value }) => value)
        const focused =
          token.value === 'only' &&
          ((all[at - 1]?.value === '.' && next[0] === '(') || next.join(' ') === ': true')
        return focused && token.kind === 'word' && isTest(file)
          ? [`${file.path}:${token.line} runs one test and leaves out the others`]
          : []
      })
    })

export const machinePaths: Check = (files) =>
  linesWith(
    files,
    /(?<![\w.:/}-])\/(?:(?:home|work|root|Users)\/\w|tmp(?:\/|(?=['"`\s])))/,
    'names a folder of one machine',
  )

export const reasonsForSuppressing: Check = (files) =>
  linesWith(
    files,
    /\/[/*]\s*(?:oxlint|eslint)-disable(?!.* -- \w+ \w+)|@ts-(?:ignore|nocheck)|@ts-expect-error(?! .*\w+ \w+)/,
    'silences a check without a reason',
  )

export const serviceFolders: Check = (files) => {
  const services = [...new Set(files.flatMap(({ path: file }) => serviceOf(file) ?? []))]
  const known = new Set(files.map(({ path: file }) => file))
  return services.flatMap((service) =>
    ['README.md', 'contract.ts', 'service.ts']
      .filter((name) => !known.has(`services/${service}/${name}`))
      .map((name) => `services/${service} has no ${name}`),
  )
}

export const foldersOnTheMap: Check = (files) => {
  const map = files.find(({ path: file }) => file === 'ARCHITECTURE.md')?.text ?? ''
  const folders = new Set(
    files.flatMap(({ path: file }) => (file.includes('/') ? (file.split('/')[0] ?? []) : [])),
  )
  return [...folders]
    .filter((folder) => !map.includes(`${folder}/`))
    .map((folder) => `ARCHITECTURE.md does not name ${folder}/`)
}

/** Relative links in Markdown lead to files, and their anchors to headings. */
export const deadLinks: Check = (files) => {
  const texts = new Map(files.map((file) => [file.path, file.text]))
  const folders = new Set(files.map(({ path: file }) => path.posix.dirname(file)))
  return files
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) =>
      linksOf(file.text).flatMap((link) => {
        const [to = '', anchor] = link.split('#')
        const target = to === '' ? file.path : path.posix.join(path.posix.dirname(file.path), to)
        const text = texts.get(target)
        const folder = folders.has(target.replace(/\/$/, ''))
        if (text === undefined && !folder) return [`${file.path} links to ${link}: no such file`]
        const missing = anchor !== undefined && !headingsOf(text ?? '').includes(anchor)
        return missing ? [`${file.path} links to ${link}: no such heading`] : []
      }),
    )
}

function linksOf(markdown: string): readonly string[] {
  return [...withoutCode(markdown).matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
}

function headingsOf(markdown: string): readonly string[] {
  return [...withoutCode(markdown, false).matchAll(/^#+ +(.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

function withoutCode(markdown: string, inline = true): string {
  const blocks = markdown.replace(/^```[^]*?^```/gm, '')
  return inline ? blocks.replace(/`[^`\n]*`/g, '') : blocks
}

function linesWith(files: readonly ProjectFile[], pattern: RegExp, says: string): string[] {
  return files
    .filter((file) => !data.test(file.path) && !itself.test(file.path))
    .flatMap((file) =>
      file.text
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${file.path}:${at + 1} ${says}`] : [])),
    )
}

function isTest(file: ProjectFile): boolean {
  return /\.test\.tsx?$/.test(file.path)
}

function serviceOf(file: string): string | null {
  return /^services\/([^/]+)\//.exec(file)?.[1] ?? null
}
