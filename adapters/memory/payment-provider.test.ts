import { MemoryPaymentProvider } from '#adapters/memory/payment-provider.ts'
import { paymentProviderSuite } from '#kernel/testing/payment-provider-suite.ts'

paymentProviderSuite('memory', async () => ({
  provider: new MemoryPaymentProvider(),
  close: async () => {},
}))
