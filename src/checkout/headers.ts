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

/** Lets this one answer load pictures of these origins too; they must be plain ones (`pictures.ts`). */
export function allowPictures(response: Response, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const policy = { ...POLICY, imgSrc: ["'self'", ...origins] };
  const text = Object.entries(policy).map(([name, sources]) => `${directive(name)} ${sources.join(' ')}`);
  response.setHeader('Content-Security-Policy', text.join(';'));
}

/** Lets everybody keep this one answer for a year: its address changes with its bytes. It is a picture and can do nothing. */
export function allowKeeping(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
}

/** `imgSrc` as browsers spell it. */
const directive = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
