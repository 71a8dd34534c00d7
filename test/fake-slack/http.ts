/** The few things FakeSlack needs of node:http. */
import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_BODY = 16 * 1024 * 1024;

export interface Body {
  contentType: string;
  text: string;
}

export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new Error('a body of more than 16 MiB was sent to FakeSlack');
    chunks.push(chunk as Buffer);
  }
  return { contentType: request.headers['content-type'] ?? '', text: Buffer.concat(chunks).toString('utf8') };
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function answerText(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  response.end(body);
}

export function redirect(response: ServerResponse, location: string, status: 302 | 303 = 302): void {
  response.writeHead(status, { location });
  response.end();
}

/** Ends the connection without an answer. */
export function cut(response: ServerResponse): void {
  response.socket?.destroy();
}
