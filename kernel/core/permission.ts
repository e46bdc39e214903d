/** A resource and what may be done with it: `orders:refund`. */
export type Permission = `${string}:${string}`
