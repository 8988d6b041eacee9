import { checkNewMerchant, openMerchant } from '../flows/create-merchant.js';
import { allowOnly, required, UsageFault } from './arguments.js';
import type { Command } from './command.js';

/** `merchant create`: a merchant with both environments and a first sign-in, whose password is shown once. */
export const merchantCreate: Command = {
  words: 'merchant create',
  takes: '--name "My shop" --email me@shop.example [--currency USD] [--zone America/New_York]',
  does: 'makes a merchant and prints the sign-in, once',
  run: async ({ db, config, clock, say }, given) => {
    allowOnly(given, ['name', 'email', 'currency', 'zone']);
    const merchant = {
      name: required(given, 'name'),
      email: required(given, 'email'),
      currency: given.options.get('currency') ?? 'USD',
      zone: given.options.get('zone') ?? 'UTC',
    };
    const faults = checkNewMerchant(merchant);
    if (faults.length > 0) throw new UsageFault(faults.join('\n'));
    const opened = await openMerchant(db, { ...merchant, at: clock() });
    if (!opened.ok) throw new UsageFault(opened.reason);
    const { merchantId, email, password } = opened;
    say(`Merchant   ${merchantId}`);
    say(`Console    ${config.publicUrl}/console`);
    say(`E-mail     ${email}`);
    say(`Password   ${password}`);
    say('The password is not shown again. Change it in the console after the first sign-in.');
    say(`Next: npx cartwright key create --merchant ${merchantId} --environment sandbox --name "shop server"`);
  },
};
