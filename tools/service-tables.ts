import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { paths, root } from '#tools/project.ts'
import type { Service } from '#kernel/service/define-service.ts'

/** The tables of all services that have one, by folder. */
export async function serviceTables(): Promise<readonly Service[]> {
  const files = paths().filter((file) => /^services\/[^/]+\/service\.ts$/.test(file))
  return Promise.all(
    files.map(async (file) => {
      const module: Readonly<Record<string, unknown>> = await import(
        pathToFileURL(path.join(root, file)).href
      )
      const table = Object.values(module).find(isService)
      if (table === undefined) throw new Error(`${file} exports no service table`)
      return table
    }),
  )
}

/** Names that must be unique in the platform and are used twice, one sentence each. */
export function sharedNames(services: readonly Service[]): readonly string[] {
  return [
    ...repeated('service', services, ({ name }) => [name]),
    ...repeated('kind', services, ({ aggregates }) => aggregates.map(({ kind }) => kind)),
    ...repeated('id prefix', services, ({ aggregates }) => aggregates.map(({ prefix }) => prefix)),
    ...repeated('route', services, ({ routes }) =>
      routes.map(({ method, path: at }) => `${method} ${at.replace(/\{\w+\}/g, '{}')}`),
    ),
    ...repeated('reaction', services, ({ name, reactions }) =>
      reactions.map((reaction) => `${name}/${reaction.name}`),
    ),
    ...repeated('outside call', services, ({ calls }) => calls.map(({ name }) => name)),
    ...repeated('projection', services, ({ projections }) => projections.map(({ name }) => name)),
    ...repeated('query', services, ({ answers }) => answers.map(({ query }) => query)),
    ...repeated('job', services, ({ jobs }) => jobs.map(({ name }) => name)),
    ...repeated('refusal', services, ({ refusals }) => refusals.map(({ code }) => code)),
  ]
}

function repeated(
  what: string,
  services: readonly Service[],
  namesOf: (service: Service) => readonly string[],
): readonly string[] {
  const owners = new Map<string, string[]>()
  for (const service of services) {
    for (const name of namesOf(service)) {
      owners.set(name, [...(owners.get(name) ?? []), service.name])
    }
  }
  return [...owners]
    .filter(([, by]) => by.length > 1)
    .map(([name, by]) => `the ${what} ${name} is defined in ${by.join(' and ')}`)
}

function isService(value: unknown): value is Service {
  return typeof value === 'object' && value !== null && 'routes' in value && 'aggregates' in value
}
