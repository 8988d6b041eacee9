/** The least that a checkout's traffic can cost with Express: reads each post, sends a page of the length that is asked for, or a redirect. */
import express from 'express';

const app = express();
app.get('/healthz', (_request, response) => void response.send('ok'));
app.all('/page/:bytes', (request, response) => {
  request.resume().on('end', () => void response.type('html').send('x'.repeat(Number(request.params.bytes))));
});
app.all('/redirect', (request, response) => {
  request.resume().on('end', () => {
    response.redirect(303, '/page/1');
  });
});
app.listen(Number(process.env['PORT']), '127.0.0.1');
