/** Where a buyer wants it; every street and name is made up. */
export interface BuyerAddress {
  readonly name: string;
  readonly email: string;
  readonly line1: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  readonly poBox: boolean;
}

const buyer = (name: string, line1: string, city: string, state: string, postalCode: string): BuyerAddress => ({
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@buyer.example`,
  line1,
  city,
  state,
  postalCode,
  country: 'US',
  poBox: line1.startsWith('PO Box'),
});

/** In and around the tax regions of the demo settings, outside the 48 states, and a PO box. */
export const ADDRESSES: readonly BuyerAddress[] = [
  buyer('Odile Tarn', '12 Harbor Street', 'Seattle', 'WA', '98104'),
  buyer('Perrin Vale', '400 Wheat Road', 'Spokane', 'WA', '99201'),
  buyer('Sunniva Roe', '77 Fog Lane', 'San Francisco', 'CA', '94107-1234'),
  buyer('Teo Quill', '9 Brick Avenue', 'New York', 'NY', '10001'),
  buyer('Wren Halloway', '3 Spruce Circle', 'Anchorage', 'AK', '99501'),
  buyer('Mirko Dunn', 'PO Box 45', 'Portland', 'OR', '97201'),
  buyer('Ada Larkin', '15 Pecan Court', 'Austin', 'TX', '78701'),
];

/** Where a buyer wants it instead, once the first address was refused. */
export const SECOND_ADDRESS: BuyerAddress = buyer('Odile Tarn', '8 Mill Row', 'Tacoma', 'WA', '98402');
