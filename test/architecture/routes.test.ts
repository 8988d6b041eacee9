import express, { Router, type RequestHandler } from 'express';
import { declaredRoutes, declareRoutes, undeclaredRoutes, type RouteRow } from '../../src/core/access.js';

const answer: RequestHandler = (_req, res) => void res.end('answered');
const row: RouteRow<RequestHandler> = {
  method: 'get',
  path: '/declared',
  access: { feature: 'taxes', right: 'view' },
  handlers: [answer],
};

describe('A route', () => {
  test('that is declared in a table is known with its feature and right', () => {
    const router = Router();
    declareRoutes<RequestHandler>(router, [row]);
    expect(undeclaredRoutes(router)).toEqual([]);
    expect(declaredRoutes(router)).toEqual([{ method: 'get', path: '/declared', access: { feature: 'taxes', right: 'view' } }]);
  });

  test('that was added past the table is found, however deep it stands', () => {
    const inner = Router();
    inner.post('/secret', answer);
    const outer = Router();
    declareRoutes<RequestHandler>(outer, [row]);
    outer.use('/inner', inner);
    outer.all('/everything', answer);
    expect(undeclaredRoutes(outer)).toEqual(['post /secret', 'all /everything']);
  });

  test('that another method of a declared path has is found too', () => {
    const router = Router();
    declareRoutes<RequestHandler>(router, [row]);
    router.delete('/declared', answer);
    expect(undeclaredRoutes(router)).toEqual(['delete /declared']);
  });

  test('stands behind its guard', async () => {
    const router = Router();
    const guard =
      ({ feature }: { feature: string }): RequestHandler =>
      (_req, res) =>
        void res.status(403).end(feature);
    declareRoutes<RequestHandler>(router, [row], guard);
    const server = express().use(router).listen(0);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const reply = await fetch(`http://127.0.0.1:${port}/declared`);
    expect([reply.status, await reply.text()]).toEqual([403, 'taxes']);
    server.close();
  });
});
