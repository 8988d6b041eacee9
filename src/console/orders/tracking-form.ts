import type { Request } from 'express';
import type { Shipment } from '../../core/shipment.js';
import type { FieldFault } from '../../ui/form-field.js';
import { formField } from '../form-token.js';

/** How a parcel travels, as it was typed. */
export type TrackingTyped = Readonly<Record<TrackingField, string>>;

const FIELDS = ['carrier', 'service', 'trackingNumber', 'shipDate'] as const;
export type TrackingField = (typeof FIELDS)[number];

/** Letters at most; a date has ten. */
export const LONGEST_TRACKING = 100;

/** How a shipment travels, or what a form for a new one begins with. */
export const typedOf = (shipment: Pick<Shipment, 'shipDate'> & Partial<Shipment>): TrackingTyped => ({
  carrier: shipment.carrier ?? '',
  service: shipment.service ?? '',
  trackingNumber: shipment.trackingNumber ?? '',
  shipDate: shipment.shipDate,
});

/** The fields of a posted form, blanks around them left out. */
export function readTracking(request: Request): TrackingTyped {
  const read = (name: TrackingField): string => formField(request, name).trim();
  return {
    carrier: read('carrier'),
    service: read('service'),
    trackingNumber: read('trackingNumber'),
    shipDate: read('shipDate'),
  };
}

/** What is too long or no date; whether a date may be is decided with the order. */
export function trackingFaults(typed: TrackingTyped): FieldFault[] {
  return FIELDS.flatMap((field): FieldFault[] => {
    const text = typed[field];
    if (field === 'shipDate') return isDay(text) ? [] : [{ field, message: notADay(text) }];
    const letters = [...text].length;
    return letters <= LONGEST_TRACKING
      ? []
      : [{ field, message: `At most ${LONGEST_TRACKING} letters fit here. You wrote ${letters}.` }];
  });
}

/** Whether this is a day of the calendar, such as `2026-11-27`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What the flows take of it: fields without text are left out. */
export function trackingOf(typed: TrackingTyped): Pick<Shipment, TrackingField> {
  const { carrier, service, trackingNumber, shipDate } = typed;
  return {
    shipDate,
    ...(carrier === '' ? {} : { carrier }),
    ...(service === '' ? {} : { service }),
    ...(trackingNumber === '' ? {} : { trackingNumber }),
  };
}

const notADay = (text: string): string =>
  text === ''
    ? 'Say on which day it left.'
    : `Write the day as year, month, day, such as 2026-11-27. You wrote “${text.slice(0, 40)}”.`;
