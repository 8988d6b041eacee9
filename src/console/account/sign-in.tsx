import type { RequestHandler } from 'express';
import { ERRORS } from '../../errors.js';
import { signIn, type SignInResult } from '../../flows/sign-in.js';
import { renderPage } from '../../ui/render.js';
import { localPath } from '../../ui/safe-url.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField, formToken } from '../form-token.js';
import { endSession, startSession } from '../session.js';
import { signedInOrNull } from '../viewer.js';
import { LONGEST_EMAIL, SignInPage, type SignInPageProps } from './sign-in-page.js';

/** The first page of the console. */
export const HOME = '/console/sandbox/exchanges';

/** GET /console/sign-in */
export function showSignIn(deps: ConsoleDeps): RequestHandler {
  return (request, response) => {
    const to = localPath(request.query['to'], HOME);
    if (signedInOrNull(request) !== null) {
      response.redirect(303, to);
      return;
    }
    const props = pageOf(deps, { formToken: formToken(request, response, deps), to, email: '', fault: null });
    response.type('html').send(renderPage(<SignInPage {...props} />));
  };
}

/** POST /console/sign-in: a new session, or the page again with the e-mail as typed. */
export function doSignIn(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const to = localPath(formField(request, 'to'), HOME);
    const email = formField(request, 'email').slice(0, LONGEST_EMAIL);
    const attempt = {
      email,
      password: formField(request, 'password').slice(0, 1000),
      remote: request.ip ?? '',
      at: deps.clock(),
    };
    const result = await signIn(deps.db, attempt);
    if (result.ok) {
      await startSession(request, result.person.id);
      response.redirect(303, to);
      return;
    }
    const { status } = ERRORS[result.code];
    if (result.code === 'SIGN_IN_THROTTLED') response.setHeader('Retry-After', String(Math.ceil(result.retryAfterMs / 1000)));
    const props = pageOf(deps, { formToken: formToken(request, response, deps), to, email, fault: faultOf(result) });
    response
      .status(status)
      .type('html')
      .send(renderPage(<SignInPage {...props} />));
  };
}

/** POST /console/sign-out */
export function doSignOut(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    await endSession(request, response, deps);
    response.redirect(303, '/console/sign-in');
  };
}

function pageOf({ config }: ConsoleDeps, rest: Omit<SignInPageProps, 'host' | 'demoHint'>): SignInPageProps {
  return { ...rest, host: new URL(config.publicUrl).host, demoHint: !config.production };
}

/** The same words for an unknown e-mail and a wrong password. */
function faultOf(result: Exclude<SignInResult, { readonly ok: true }>): string {
  if (result.code === 'SIGN_IN_WRONG') return 'The e-mail or the password is wrong. Nobody is signed in.';
  const minutes = Math.ceil(result.retryAfterMs / 60_000);
  return `There were too many attempts to sign in. Try again in ${minutes} min.`;
}
