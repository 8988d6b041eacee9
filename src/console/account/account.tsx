import type { Request, RequestHandler, Response } from 'express';
import { changePassword, LONGEST_PASSWORD, SHORTEST_PASSWORD, type PasswordFault } from '../../flows/change-password.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { signedIn, viewerFor } from '../viewer.js';
import { AccountPage } from './account-page.js';

/** GET /console/account */
export function showAccount(deps: ConsoleDeps): RequestHandler {
  return (request, response) => {
    response.type('html').send(accountPage(request, response, deps, null));
  };
}

/** POST /console/account/password */
export function doChangePassword(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const fault = await changePassword(deps.db, {
      personId: signedIn(request).person.id,
      current: formField(request, 'current'),
      next: formField(request, 'next'),
      sessionId: request.sessionID,
      at: deps.clock(),
    });
    if (fault === null) response.redirect(303, '/console/account?changed=yes');
    else
      response
        .status(422)
        .type('html')
        .send(accountPage(request, response, deps, fault));
  };
}

function accountPage(request: Request, response: Response, deps: ConsoleDeps, fault: PasswordFault | null): string {
  const { person, merchant } = signedIn(request);
  return renderPage(
    <AccountPage
      viewer={viewerFor(request, response, deps, null)}
      person={person}
      merchant={merchant}
      fault={fault}
      changed={request.query['changed'] === 'yes'}
      shortestPassword={SHORTEST_PASSWORD}
      longestPassword={LONGEST_PASSWORD}
    />,
  );
}
