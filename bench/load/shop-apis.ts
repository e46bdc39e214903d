import type { StoreFile } from '#cli/running-store.ts'
import { ShopApi } from '#cli/shop/api.ts'

/** Lends out one way into the shop per region, through the front door, for so many shoppers. */
export async function withShopApis<Result>(
  store: StoreFile,
  shoppers: number,
  use: (apis: readonly ShopApi[]) => Promise<Result>,
): Promise<Result> {
  const connections = Math.max(1, Math.ceil(shoppers / store.regions.length))
  const apis = store.regions.map(
    ({ code }) => new ShopApi(store.edge, { connections, region: code }),
  )
  try {
    return await use(apis)
  } finally {
    await Promise.all(apis.map((api) => api.close()))
  }
}
