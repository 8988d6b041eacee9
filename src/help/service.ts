import type { HelpTexts } from './page.js';

/** What is Cartwright's own matter, or its operator's. */
export const SERVICE_HELP: HelpTexts<'DATABASE_UNAVAILABLE' | 'OVERLOADED' | 'SHUTTING_DOWN' | 'INTERNAL_FAULT'> = {
  DATABASE_UNAVAILABLE: {
    meaning:
      'The database does not answer, or takes no writes. An exchange is recorded before it is answered, so without the database there is no answer. Nothing was changed.',
    causes: [
      'The disk is full, or fails.',
      'The database server is down, or restarting.',
      'The database file or its folder is read-only.',
      'A Galera node has lost its cluster.',
    ],
    fix: [
      'Send the same post again after the time in Retry-After.',
      'As the operator: ask /readyz, and look at the log, which says what is wrong.',
    ],
    snippet: { language: 'shell', text: 'curl -i http://127.0.0.1:3000/readyz\ndf -h data' },
    wireCode: 'SERVICE_UNAVAILABLE',
  },
  OVERLOADED: {
    meaning:
      'More exchanges are waiting to be recorded than can be written within 2 s. This one was turned away at once, and is in the log only.',
    causes: [
      'The load is higher than this machine takes.',
      'The disk is slow: every commit waits for it.',
      'A backup or another program keeps the disk busy.',
    ],
    fix: [
      'Send the same post again after the time in Retry-After.',
      'As the operator: look at cartwright_recorder_queue_rows and cartwright_recorder_commit_seconds in /metrics.',
      'For more than one machine can take, run several processes on MySQL.',
    ],
    snippet: { language: 'shell', text: 'curl -s http://127.0.0.1:3000/metrics | grep cartwright_recorder' },
    wireCode: 'SERVICE_UNAVAILABLE',
  },
  SHUTTING_DOWN: {
    meaning: 'The service was told to stop. It finishes what it has begun and takes nothing new.',
    causes: ['An upgrade or a restart is under way.', 'The machine is being switched off.'],
    fix: [
      'Send the same post again after the time in Retry-After.',
      'As the operator: with two processes behind a load balancer, restart them one after the other.',
    ],
    snippet: { language: 'http', text: 'HTTP/1.1 503 Service Unavailable\nRetry-After: 5' },
    wireCode: 'SERVICE_UNAVAILABLE',
  },
  INTERNAL_FAULT: {
    meaning:
      'Cartwright made a mistake. What you sent was not at fault. The answer carries only the id of the request; the reason is in the log under this id.',
    causes: ['A defect in Cartwright.'],
    fix: [
      'As the operator: look for the id in the log, and report the lines around it. Secrets and e-mail addresses are already taken out of them.',
      'The same post may be sent again.',
    ],
    snippet: { language: 'shell', text: 'grep 01J0000000000000000000000 cartwright.log' },
    wireCode: 'INTERNAL_SERVER_ERROR',
  },
};
