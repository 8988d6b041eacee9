import { findKnownShipment, type ToldShipment } from '../../src/core/known-shipment.js';
import type { Shipment } from '../../src/core/shipment.js';
import { NO_COMPONENTS } from '../../src/core/components.js';

const lines = (...units: number[]): Shipment['lines'] =>
  units.map((count, at) => ({ number: at + 1, units: count, capturedUnits: count, captured: NO_COMPONENTS }));
const shipment = (id: string, differences: Partial<Shipment> = {}): Shipment => ({
  ...{ id, number: 1, at: 0, shipDate: '2026-01-15', by: 'api', lines: lines(1, 2) },
  capture: { state: 'nothing', amount: 0n, reference: null },
  ...differences,
});
const TRACKED = shipment('tracked', { trackingNumber: 'T1' });
const PLAIN = shipment('plain');
/** A gateway that captures once: line 2 is paid for and does not leave. */
const PAID = shipment('paid', { trackingNumber: 'T3', lines: lines(1, 0) });
const BOTH = [
  { number: 2, units: 2 },
  { number: 1, units: 1 },
];

describe('A shipment that is told again', () => {
  test.each<[what: string, told: ToldShipment, isOpen: boolean, known: string | null]>([
    ['the same units, day and number', { units: BOTH, shipDate: '2026-01-15', trackingNumber: 'T1' }, true, 'tracked'],
    ['another number', { units: BOTH, shipDate: '2026-01-15', trackingNumber: 'T2' }, true, null],
    ['no number', { units: BOTH, shipDate: '2026-01-15' }, true, 'plain'],
    ['another day', { units: BOTH, shipDate: '2026-01-14', trackingNumber: 'T1' }, true, null],
    ['no day, but the number', { units: BOTH, trackingNumber: 'T1' }, true, 'tracked'],
    ['no day and no number, on the next day', { units: BOTH }, true, null],
    ['fewer units', { units: [{ number: 1, units: 1 }], trackingNumber: 'T1' }, true, null],
    [
      'other units',
      {
        units: [
          { number: 1, units: 2 },
          { number: 2, units: 1 },
        ],
        trackingNumber: 'T1',
      },
      true,
      null,
    ],
    [
      'the units that left, beside some that were only paid for',
      { units: [{ number: 1, units: 1 }], trackingNumber: 'T3' },
      true,
      'paid',
    ],
    ['no units while some are open', { units: null, trackingNumber: 'T1' }, true, null],
    ['no units while none is open', { units: null, trackingNumber: 'T1' }, false, 'tracked'],
    ['no units and another number', { units: null, trackingNumber: 'T9' }, false, null],
  ])('with %s', (_what, told, isOpen, known) => {
    const shipments = [TRACKED, PLAIN, PAID];
    expect(findKnownShipment(told, { shipments, today: '2026-01-16', isOpen })?.id ?? null).toBe(known);
  });
});
