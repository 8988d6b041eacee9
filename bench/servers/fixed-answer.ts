/** As long as a signed answer to the bench's cart. */
export const FIXED_ANSWER = Buffer.alloc(4096, 'order-calculations-response=');
