import type { Gateway } from '../core/gateway.js';
import type { EnvironmentName } from '../core/exchange.js';
import { manualGateway } from './gateway-manual.js';
import { testGateway } from './gateway-test.js';

/** Who takes money in an environment, in the order that buyers see; a test payment never buys anything in the live one. */
export const gatewaysFor = (environment: EnvironmentName): readonly Gateway[] =>
  environment === 'sandbox' ? [testGateway, manualGateway] : [manualGateway];
