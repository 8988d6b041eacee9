import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { CheckoutPageDeps } from './deps.js';

/** A page of a buyer loads our stylesheet, our typeface and nothing else; it runs no script at all. */
const POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  fontSrc: ["'self'"],
  scriptSrc: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

/** Headers of every page: ids in the address are secrets, so no other site is told where the buyer came from. */
export function pageHeaders({ config }: Pick<CheckoutPageDeps, 'config'>): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: POLICY },
      strictTransportSecurity: config.publicUrl.startsWith('https:'),
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.setHeader('Cache-Control', 'no-store');
      next();
    },
  ];
}

/** Lets this one answer load pictures of these origins too: where a shop counts its orders (protocol 1.10). */
export function allowPictures(response: Response, addresses: readonly string[]): void {
  const origins = new Set(addresses.map((address) => new URL(address).origin));
  const policy = { ...POLICY, imgSrc: ["'self'", ...origins] };
  const text = Object.entries(policy).map(([name, sources]) => `${directive(name)} ${sources.join(' ')}`);
  response.setHeader('Content-Security-Policy', text.join(';'));
}

/** `imgSrc` as browsers spell it. */
const directive = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
