/** In a file of its own: what cleans a merchant's HTML is larger than the page around it. */
export const loadSafeHtml = () => import('#apps/storefront/product/safe-html.tsx')
