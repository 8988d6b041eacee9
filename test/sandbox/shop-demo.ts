import type { ShopDemo } from '../../sandbox/demo-file.js';
import { KEY_ID, MERCHANT, SECRET } from '../support/merchant-callback.js';

/** What a shop knows of the service; nobody listens at these addresses. */
export const SHOP_DEMO: ShopDemo = {
  consoleUrl: 'http://127.0.0.1:9/console',
  merchantId: MERCHANT,
  sandbox: {
    accessKeyId: KEY_ID,
    secretAccessKey: SECRET,
    callbackUrl: `http://127.0.0.1:9/sandbox/callbacks/${MERCHANT}`,
    checkoutUrl: `http://127.0.0.1:9/sandbox/checkout/${MERCHANT}`,
    apiUrl: 'http://127.0.0.1:9/v1',
  },
};
