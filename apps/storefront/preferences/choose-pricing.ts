import { changeCart } from '#apps/storefront/cart/cart.ts'
import { prefer, preferences, type Preferences } from '#apps/storefront/preferences/preferences.ts'

/**
 * Another currency or country, for the shop and for the cart. What the cart cannot follow is taken back, unless
 * something else was chosen meanwhile.
 * @throws why the cart cannot follow
 */
export async function choosePricing(
  name: keyof Pick<Preferences, 'currency' | 'country'>,
  next: string,
): Promise<void> {
  const before = preferences()[name]
  prefer({ [name]: next })
  try {
    await changeCart({ [name]: next })
  } catch (error) {
    if (preferences()[name] === next) prefer({ [name]: before })
    throw error
  }
}
