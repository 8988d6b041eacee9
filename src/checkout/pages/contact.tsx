import type { VNode } from 'preact';
import type { Destination } from '../../core/cart.js';
import type { Checkout } from '../../core/checkout.js';
import { countryName } from '../../core/country.js';

/** `1420 Harbour Steps, Apt 6, Seattle WA 98101`; the country only where it is another one. */
export function addressInLine(shipTo: Destination): string {
  const town = [shipTo.city, shipTo.state, shipTo.postalCode].filter((part) => part !== undefined && part !== '').join(' ');
  const country = shipTo.country === 'US' || shipTo.country === undefined ? '' : countryName(shipTo.country);
  return [shipTo.line1, shipTo.line2, shipTo.line3, town, country].filter((part) => part !== undefined && part !== '').join(', ');
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Where it is changed. */
  readonly change: string;
}

/** Who gets it and where it goes, each with the way to change it. */
export function Contact({ checkout, more = [] }: { checkout: Checkout; more?: readonly Fact[] }): VNode {
  const { id, choices } = checkout;
  const change = `/pay/${id}/address`;
  const facts: Fact[] = [
    { label: 'Contact', value: choices.buyer?.email ?? '–', change },
    {
      label: 'Ship to',
      value: choices.shipTo === undefined ? '–' : `${choices.shipTo.name}, ${addressInLine(choices.shipTo)}`,
      change,
    },
    ...more,
  ];
  return (
    <section class="pay-sec" aria-label="So far">
      <div class="sumbox">
        {facts.map((fact) => (
          <div key={fact.label} class="row-x">
            <span class="faint sm lab">{fact.label}</span>
            <span class="grow">{fact.value}</span>
            <a class="sm tap-line" href={fact.change} aria-label={`Change: ${fact.label}`}>
              Change
            </a>
          </div>
        ))}
      </div>
    </section>
  );
}
