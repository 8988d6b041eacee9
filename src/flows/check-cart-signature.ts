import type { SignatureReport } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import type { Policies } from '../core/policy.js';
import { CartwrightError } from '../errors.js';
import type { Db } from '../store/db.js';
import type { Vault } from '../vault.js';
import { htmlCartRules, type CartPost, type HtmlCartPost } from '../wire/cart-post.js';
import { htmlCartBaseString, verifyHtmlCart, type HtmlCartRule, type NamedValue } from '../wire/html-cart-signature.js';
import type { OrderInput } from '../wire/order-input.js';
import { verifyBytes } from '../wire/signature.js';
import { findSigner, NOBODYS_SECRET, type SignatureVerdict, type SignerContext } from './find-signer.js';
import type { OpenKey } from './keyring.js';
import { wizardSecret } from './wizard-keys.js';

export interface CartSignatureContext extends SignerContext {
  readonly db: Db;
  readonly vault: Vault;
  readonly policies: Policies;
  readonly at: number;
}

const XML_RULE = 'HMAC-SHA1 over the bytes of the XML';
const HTML_RULE = 'HMAC-SHA1 over the fields sorted by name';

/**
 * Checks the signature of a posted cart: key, then signature. Carts have no timestamp and no UUID: a signed cart is good until
 * its ExpirationDate, as often as it is posted (semantics B, freshness).
 */
export function checkCartSignature(post: CartPost, context: CartSignatureContext): Promise<SignatureVerdict> {
  if (post.form === 'html')
    return post.signature === undefined ? unsigned(HTML_RULE, context) : checkHtml(post, post.signature, context);
  const { orderInput } = post;
  switch (orderInput.kind) {
    case 'unsigned':
      return unsigned(XML_RULE, context);
    case 'merchant-signed':
      return checkXml(orderInput, context);
    case 'wizard-signed':
      return checkWizard(orderInput, context);
  }
}

function unsigned(rule: string, { policies }: CartSignatureContext): Promise<SignatureVerdict> {
  const report: SignatureReport = { state: 'missing', rule };
  if (policies.unsignedCarts === 'allowed') return Promise.resolve({ ok: true, key: null, report, warnings: [UNSIGNED] });
  const detail = 'The cart is not signed. Sign it with an access key, or let the policy unsignedCarts be "allowed".';
  return Promise.resolve({ ok: false, error: new CartwrightError('SIGNATURE_MISSING', { detail }), report });
}

const UNSIGNED: Fault = {
  rule: 'cart-unsigned',
  severity: 'warning',
  message: 'The cart is not signed: whoever posted it set its prices. The policy unsignedCarts allows it.',
};

async function checkXml(
  { xml, signature = '', keyId = '' }: OrderInput,
  context: CartSignatureContext,
): Promise<SignatureVerdict> {
  const report: SignatureReport = { state: 'not reached', rule: XML_RULE, received: signature };
  const signer = await findSigner(keyId, (secret) => verifyBytes(secret, xml, signature), context);
  if (!signer.ok) return { ok: false, error: signer.error, report };
  const known = { ...report, ...namesOf(signer.open) };
  if (signer.valid) return { ok: true, key: signer.open, report: valid(known), warnings: [] };
  const detail = `The signature is not the ${XML_RULE} before base64, made with the secret of the access key ${signer.open.key.id}. Sign exactly the bytes that are sent, white space and declaration included.`;
  return { ok: false, error: new CartwrightError('SIGNATURE_MISMATCH', { detail }), report: { ...known, state: 'wrong' } };
}

async function checkHtml(post: HtmlCartPost, signature: string, context: CartSignatureContext): Promise<SignatureVerdict> {
  const { fields, keyId = '' } = post;
  const check = { received: signature, rules: htmlCartRules(context.policies.htmlCartSignature) };
  const found: { rule: HtmlCartRule | null } = { rule: null };
  const base = maskedBase(fields, context);
  const report: SignatureReport = { state: 'not reached', rule: HTML_RULE, base, received: signature };
  const signer = await findSigner(keyId, (secret) => (found.rule = verifyHtmlCart(secret, fields, check)) !== null, context);
  if (!signer.ok) return { ok: false, error: signer.error, report };
  const known = { ...report, ...namesOf(signer.open) };
  if (signer.valid) return { ok: true, key: signer.open, report: valid(known), warnings: deviation(found.rule) };
  const detail = `The signature is not the ${HTML_RULE}, each written as name=value& with its value percent-encoded and a & after the last one, made with the secret of the access key ${signer.open.key.id}.`;
  return { ok: false, error: new CartwrightError('SIGNATURE_MISMATCH', { detail }), report: { ...known, state: 'wrong' } };
}

/** Percent-encoded, nothing personal would be recognised: values are masked first. */
function maskedBase(fields: readonly NamedValue[], { keys }: CartSignatureContext): string {
  return htmlCartBaseString(fields.map(({ name, value }) => ({ name, value: keys.mask.text(value, 'form-value', name).text })));
}

function deviation(rule: HtmlCartRule | null): readonly Fault[] {
  if (rule === null || rule === 'documented') return [];
  return [
    {
      rule: 'html-signature-deviates',
      severity: 'warning',
      message: `The cart is signed ${DEVIATIONS[rule]}. The policy htmlCartSignature lets it pass.`,
    },
  ];
}

const DEVIATIONS: Readonly<Record<Exclude<HtmlCartRule, 'documented'>, string>> = {
  rfc3986: "with !*'() percent-encoded, which the documented rule leaves as they are",
  'rfc3986-old-php': "with !*'() and ~ percent-encoded, which the documented rule leaves as they are",
  'no-trailing-ampersand': 'without the & after the last field',
};

/** Buttons of the wizard are signed with a key that has no id and that nobody is shown. */
async function checkWizard(
  { xml, signature = '', wizardKeyVersion = '' }: OrderInput,
  context: CartSignatureContext,
): Promise<SignatureVerdict> {
  const { environment, at } = context;
  const rule = `${XML_RULE}, wizard key ${wizardKeyVersion}`;
  const report: SignatureReport = { state: 'not reached', rule, received: signature };
  const secret = await wizardSecret(context, Number(wizardKeyVersion), { environmentId: environment.id, at });
  const right = verifyBytes(secret ?? NOBODYS_SECRET, xml, signature);
  if (secret === null) {
    const detail = `The button names the wizard key ${wizardKeyVersion}, which this environment does not have. Make the button again.`;
    return { ok: false, error: new CartwrightError('KEY_UNKNOWN', { detail }), report };
  }
  if (right) return { ok: true, key: null, report: valid(report), warnings: [] };
  const detail = `The signature is not that of the wizard key ${wizardKeyVersion} of this environment: the button was changed after it was made, or belongs to another shop.`;
  return { ok: false, error: new CartwrightError('SIGNATURE_MISMATCH', { detail }), report: { ...report, state: 'wrong' } };
}

const namesOf = ({ key }: OpenKey): Pick<SignatureReport, 'keyId' | 'keyName'> => ({ keyId: key.id, keyName: key.name });
const valid = (report: SignatureReport): SignatureReport => ({
  ...report,
  state: 'valid',
  ...(report.received === undefined ? {} : { computed: report.received }),
});
