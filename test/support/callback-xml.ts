import { exampleXml } from './wire-examples.js';

/** The example request of schemas/examples, for a merchant of the test: two mugs and a shirt to Seattle. */
export function requestXml(merchantId: string, dialect: '2009-05-15' | '2008-11-30' = '2009-05-15'): string {
  return exampleXml('order-calculations-request', dialect).replaceAll('A1EXAMPLESHOP1', merchantId);
}

/** What a checkout posts after a callback that failed. */
export const errorReportXml = (dialect: '2009-05-15' | '2008-11-30' = '2009-05-15'): string =>
  exampleXml('order-calculations-error', dialect);
