/** The least that an answer can cost: node:http reads the post and sends a fixed text. */
import { createServer } from 'node:http';
import { FIXED_ANSWER } from './fixed-answer.js';

createServer((request, response) => {
  request.resume().on('end', () => {
    response
      .writeHead(200, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': FIXED_ANSWER.length })
      .end(FIXED_ANSWER);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
