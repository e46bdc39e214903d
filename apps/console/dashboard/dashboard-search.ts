export const windows = [7, 30, 90] as const

export interface DashboardSearch {
  readonly days?: (typeof windows)[number] | undefined
  readonly currency?: string | undefined
}

export function readDashboardSearch(given: Readonly<Record<string, unknown>>): DashboardSearch {
  const days = windows.find((each) => each === given['days'])
  const { currency } = given
  return {
    ...(days === undefined ? {} : { days }),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
  }
}
