/** The least that an answer can cost with Express: one route reads the post and sends a fixed text. */
import express from 'express';
import { FIXED_ANSWER } from './fixed-answer.js';

const app = express();
app.get('/healthz', (_request, response) => void response.send('ok'));
app.post('/sandbox/callbacks/:merchantId', (request, response) => {
  request.resume().on('end', () => void response.type('application/x-www-form-urlencoded').send(FIXED_ANSWER));
});
app.listen(Number(process.env['PORT']), '127.0.0.1');
