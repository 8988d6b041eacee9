import type { Fault } from '../core/fault.js';
import { repairBase64 } from './signature.js';

/** How a cart's `order-input` is signed (protocol 2.2). `wizard`: by the button wizard, with a key that no cart knows. */
export type OrderInputKind = 'merchant-signed' | 'unsigned' | 'wizard-signed';

export interface OrderInput {
  readonly ok: true;
  readonly kind: OrderInputKind;
  /** The exact bytes that were signed. */
  readonly xml: Buffer;
  readonly signature?: string;
  readonly keyId?: string;
  /** The number behind `cba-signed-order/sha1-hmac/`. */
  readonly wizardKeyVersion?: string;
  readonly warnings: readonly Fault[];
}
export interface OrderInputRefusal {
  readonly ok: false;
  readonly code: 'FORM_MALFORMED' | 'FORM_FIELD_MISSING' | 'FORM_FIELD_DOUBLED';
  readonly detail: string;
}

const FIELD = 'order-input';
const SEGMENTS = ['type', 'order', 'signature', 'aws-access-key-id'] as const;
type Segment = (typeof SEGMENTS)[number];
type Segments = Partial<Record<Segment, string>>;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Takes an `order-input` apart: `key:value` segments between `;`, split at the first colon. Tolerated, each with a warning:
 * an empty segment in the middle, base64 that is wrapped or ends in a line break, blanks where base64 had `+`.
 */
export function openOrderInput(value: string): OrderInput | OrderInputRefusal {
  const warnings: Fault[] = [];
  const split = splitSegments(value, warnings);
  if ('code' in split) return split;
  const type = split.type?.trim();
  const kind = kindOf(type);
  if (type === undefined) return missing('type');
  if (kind === null)
    return malformed(
      `The type "${type.slice(0, 60)}" is not known. Send merchant-signed-order/aws-accesskey/1 or unsigned-order.`,
    );
  const absent = requiredOf(kind).find((name) => (split[name] ?? '').trim() === '');
  if (absent !== undefined) return missing(absent);
  const order = unwrap(split.order ?? '', 'order', warnings);
  const signature = split.signature === undefined ? undefined : unwrap(split.signature, 'signature', warnings);
  if (!BASE64.test(order)) return malformed('The segment order is not base64.');
  const version = kind === 'wizard-signed' ? type.split('/').at(-1) : undefined;
  return {
    ok: true,
    kind,
    xml: Buffer.from(order, 'base64'),
    ...(signature === undefined || kind === 'unsigned' ? {} : { signature }),
    ...(kind === 'merchant-signed' ? { keyId: (split['aws-access-key-id'] ?? '').trim() } : {}),
    ...(version === undefined ? {} : { wizardKeyVersion: version }),
    warnings,
  };
}

/** Writes the `order-input` of a signed cart, as shops do. */
export function writeOrderInput(cart: { xml: Uint8Array; signature: string; keyId: string }): string {
  const order = Buffer.from(cart.xml).toString('base64');
  return `type:merchant-signed-order/aws-accesskey/1;order:${order};signature:${cart.signature};aws-access-key-id:${cart.keyId}`;
}

function splitSegments(value: string, warnings: Fault[]): Segments | OrderInputRefusal {
  const segments: Segments = {};
  const parts = value.trim().replace(/;$/, '').split(';');
  for (const part of parts) {
    if (part.trim() === '') {
      warnings.push(warning('tolerance-empty-segment', `${FIELD} has an empty segment (";;"). It was passed over.`));
      continue;
    }
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(colon, 0)).trim();
    if (!isSegment(name))
      return malformed(`The segment "${name === '' ? part.trim().slice(0, 20) : name.slice(0, 40)}" is not known.`);
    if (segments[name] !== undefined) {
      return { ok: false, code: 'FORM_FIELD_DOUBLED', detail: `${FIELD} has the segment ${name} twice. Send it once.` };
    }
    segments[name] = part.slice(colon + 1);
  }
  return segments;
}

function kindOf(type: string | undefined): OrderInputKind | null {
  if (type === 'merchant-signed-order/aws-accesskey/1') return 'merchant-signed';
  if (type === 'unsigned-order') return 'unsigned';
  return type !== undefined && /^cba-signed-order\/sha1-hmac\/\d{1,4}$/.test(type) ? 'wizard-signed' : null;
}

function requiredOf(kind: OrderInputKind): readonly Segment[] {
  if (kind === 'unsigned') return ['order'];
  return kind === 'merchant-signed' ? ['order', 'signature', 'aws-access-key-id'] : ['order', 'signature'];
}

function isSegment(name: string): name is Segment {
  return SEGMENTS.some((known) => known === name);
}

/** Base64 on one line and whole. */
function unwrap(value: string, segment: Segment, warnings: Fault[]): string {
  const joined = value.replace(/[\t\r\n]/g, '');
  if (joined !== value)
    warnings.push(
      warning('tolerance-wrapped-base64', `The segment ${segment} of ${FIELD} has line breaks. They were taken out.`),
    );
  const repaired = repairBase64(joined, `${FIELD} (${segment})`);
  if (repaired.warning !== undefined) warnings.push({ ...repaired.warning, field: FIELD });
  return repaired.text;
}

function missing(segment: string): OrderInputRefusal {
  return { ok: false, code: 'FORM_FIELD_MISSING', detail: `${FIELD} lacks the segment ${segment}.` };
}

function malformed(detail: string): OrderInputRefusal {
  return { ok: false, code: 'FORM_MALFORMED', detail: `${FIELD}: ${detail}` };
}

function warning(rule: string, message: string): Fault {
  return { rule, severity: 'warning', field: FIELD, message };
}
