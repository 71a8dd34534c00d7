/** The floor of the HTTP bench: the framework alone, answering a constant. Its argument is the JSON to answer with. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const body: unknown = JSON.parse(process.argv[2] ?? '{}');
const app = new Hono();
app.post('/v1/ask', (c) => c.json(body));
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`hvevent is at http://127.0.0.1:${port}\n`);
});
