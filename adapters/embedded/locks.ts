/** One advisory lock per purpose. */
export const locks = { migration: 7_305_001, fence: 7_305_002, copy: 7_305_003 } as const
