// Rates on goods for 2026, in basis points: standard, and the reduced rate that covers most goods
// which have one. Where a country has several reduced rates, a shop that sells such goods sets its
// own. Written by hand. Compared with ibericode/vat-rates of August 2025 (EU and GB, both rates) and
// node-sales-tax of October 2025 (standard rates): they agree but where a comment says otherwise.
// Reduced rates outside the EU and GB were compared with nothing. A shop confirms its rates with the
// tax authority (in the EU: Taxes in Europe Database) before it charges them.

import type { CountryTax } from '#services/pricing/contract.ts'

const included = (name: string, standard: number, reduced: number): CountryTax => ({
  name,
  included: true,
  rates: { standard, reduced, zero: 0 },
})

/** A country that is not here has no tax until the shop sets one: see the README for US states. */
export const taxTable: Readonly<Record<string, CountryTax>> = {
  SG: included('GST', 900, 900),
  AU: included('GST', 1_000, 1_000),
  NZ: included('GST', 1_500, 1_500),
  JP: included('Consumption tax', 1_000, 800),
  KR: included('VAT', 1_000, 1_000),
  TW: included('VAT', 500, 500),
  // 7 % by decrees that are extended each time; the law says 10 %, and so does node-sales-tax.
  TH: included('VAT', 700, 700),
  PH: included('VAT', 1_200, 1_200),
  // PMK 131/2024: 12 % on eleven twelfths of the price.
  ID: included('PPN', 1_100, 1_100),
  CN: included('VAT', 1_300, 900),
  // GST 2.0, since 22 September 2025.
  IN: included('GST', 1_800, 500),
  AE: included('VAT', 500, 500),
  SA: included('VAT', 1_500, 1_500),
  // Doubled on 1 January 2022; node-sales-tax still has 5 %.
  BH: included('VAT', 1_000, 1_000),
  OM: included('VAT', 500, 500),
  ZA: included('VAT', 1_500, 1_500),
  // Federal GST; provincial taxes come as settings of the shop.
  CA: { name: 'GST', included: false, rates: { standard: 500, reduced: 500, zero: 0 } },
  MX: included('IVA', 1_600, 1_600),
  CL: included('IVA', 1_900, 1_900),

  GB: included('VAT', 2_000, 500),
  CH: included('MWST', 810, 260),
  NO: included('MVA', 2_500, 1_500),
  IS: included('VSK', 2_400, 1_100),
  TR: included('KDV', 2_000, 1_000),

  AT: included('USt', 2_000, 1_000),
  BE: included('BTW', 2_100, 600),
  BG: included('DDS', 2_000, 900),
  HR: included('PDV', 2_500, 1_300),
  CY: included('FPA', 1_900, 500),
  CZ: included('DPH', 2_100, 1_200),
  DE: included('MwSt', 1_900, 700),
  // Denmark has one rate.
  DK: included('Moms', 2_500, 2_500),
  // 24 % since 1 July 2025.
  EE: included('KM', 2_400, 900),
  ES: included('IVA', 2_100, 1_000),
  // 13.5 % instead of 14 % since 1 January 2026: later than what it was compared with.
  FI: included('ALV', 2_550, 1_350),
  FR: included('TVA', 2_000, 550),
  GR: included('FPA', 2_400, 1_300),
  HU: included('ÁFA', 2_700, 500),
  IE: included('VAT', 2_300, 1_350),
  IT: included('IVA', 2_200, 1_000),
  // 12 % instead of 9 % since 1 January 2026: later than what it was compared with.
  LT: included('PVM', 2_100, 1_200),
  LU: included('TVA', 1_700, 800),
  LV: included('PVN', 2_100, 1_200),
  MT: included('VAT', 1_800, 500),
  NL: included('BTW', 2_100, 900),
  PL: included('VAT', 2_300, 800),
  PT: included('IVA', 2_300, 600),
  // 21 % and 11 % since 1 August 2025.
  RO: included('TVA', 2_100, 1_100),
  SE: included('Moms', 2_500, 1_200),
  SI: included('DDV', 2_200, 950),
  // 23 % and 19 % since 1 January 2025.
  SK: included('DPH', 2_300, 1_900),
}
