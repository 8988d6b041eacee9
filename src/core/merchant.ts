import type { EnvironmentName } from './exchange.js';

export interface Merchant {
  /** `A` and 13 of A-Z0-9. */
  readonly id: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone that the merchant's pages and days are in. */
  readonly zone: string;
}

/** One side of a merchant. Sandbox and live share nothing but the people. */
export interface Environment {
  readonly id: string;
  readonly name: EnvironmentName;
  readonly merchant: Merchant;
}

/** An access key without its secret. */
export interface AccessKey {
  /** 20 of A-Z0-9. */
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

/** Somebody who signs in to the console. */
export interface Person {
  readonly id: string;
  readonly merchantId: string;
  readonly email: string;
  readonly name: string;
}
