// What an address needs, by country. Countries without a line of their own take anything.

export interface AddressRules {
  /** Left out where the city is the country. */
  readonly city: 'city' | 'suburb' | null
  /** Choices, a free text, or nothing. */
  readonly region: readonly string[] | 'free' | null
  readonly postal: {
    readonly label: 'postalCode' | 'postcode' | 'zip' | 'postalOptional'
    readonly pattern: RegExp | null
    readonly example: string
    readonly digitsOnly: boolean
  }
}

const states = {
  AU: 'ACT NSW NT QLD SA TAS VIC WA',
  US:
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH ' +
    'OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY',
}

const digits = (pattern: RegExp, example: string) =>
  ({ label: 'postalCode', pattern, example, digitsOnly: true }) as const

const rules: Readonly<Record<string, AddressRules>> = {
  SG: { city: null, region: null, postal: digits(/^\d{6}$/, '048616') },
  AU: {
    city: 'suburb',
    region: states.AU.split(' '),
    postal: { label: 'postcode', pattern: /^\d{4}$/, example: '2000', digitsOnly: true },
  },
  US: {
    city: 'city',
    region: states.US.split(' '),
    postal: { label: 'zip', pattern: /^\d{5}(?:-\d{4})?$/, example: '94103', digitsOnly: true },
  },
  CN: { city: 'city', region: 'free', postal: digits(/^\d{6}$/, '200000') },
  DE: { city: 'city', region: null, postal: digits(/^\d{5}$/, '10115') },
  FR: { city: 'city', region: null, postal: digits(/^\d{5}$/, '75001') },
  GB: {
    city: 'city',
    region: null,
    postal: {
      label: 'postcode',
      pattern: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
      example: 'SW1A 1AA',
      digitsOnly: false,
    },
  },
  JP: { city: 'city', region: 'free', postal: digits(/^\d{3}-?\d{4}$/, '100-0001') },
  MY: { city: 'city', region: 'free', postal: digits(/^\d{5}$/, '50000') },
  NZ: {
    city: 'city',
    region: null,
    postal: { label: 'postcode', pattern: /^\d{4}$/, example: '6011', digitsOnly: true },
  },
}

const anywhere: AddressRules = {
  city: 'city',
  region: 'free',
  postal: { label: 'postalOptional', pattern: null, example: '', digitsOnly: false },
}

export const addressRules = (country: string): AddressRules => rules[country] ?? anywhere
