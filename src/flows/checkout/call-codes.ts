import type { CallbackCause } from '../../core/checkout.js';
import type { ErrorCode } from '../../errors.js';

/** The code of each cause, on the exchange of the call and on its help page. */
export const CALL_CODES: Readonly<Record<CallbackCause, ErrorCode>> = {
  timeout: 'CALLBACK_TIMEOUT',
  refused: 'CALLBACK_REFUSED',
  tls: 'CALLBACK_TLS',
  'address-forbidden': 'CALLBACK_ADDRESS_FORBIDDEN',
  redirect: 'CALLBACK_REDIRECT',
  'http-4xx': 'CALLBACK_HTTP_STATUS',
  'http-5xx': 'CALLBACK_HTTP_STATUS',
  'http-other': 'CALLBACK_HTTP_STATUS',
  'too-large': 'CALLBACK_TOO_LARGE',
  'not-a-form': 'CALLBACK_NOT_A_FORM',
  'xml-malformed': 'CALLBACK_XML_MALFORMED',
  'signature-missing': 'CALLBACK_SIGNATURE_MISSING',
  'signature-mismatch': 'CALLBACK_SIGNATURE_MISMATCH',
  schema: 'CALLBACK_SCHEMA_FAULT',
  'address-mismatch': 'CALLBACK_ADDRESS_MISMATCH',
  'items-mismatch': 'CALLBACK_ITEMS_MISMATCH',
  'ids-undefined': 'CALLBACK_IDS_UNDEFINED',
  'kind-missing': 'CALLBACK_KIND_MISSING',
  bounds: 'CALLBACK_BOUNDS',
  'updates-invalid': 'CALLBACK_UPDATES_INVALID',
  'merchant-error': 'CALLBACK_MERCHANT_ERROR',
  'breaker-open': 'CALLBACK_BREAKER_OPEN',
  'no-key': 'CALLBACK_NO_KEY',
};
