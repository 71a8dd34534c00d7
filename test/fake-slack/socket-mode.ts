/** Socket Mode: WebSocket connections of the app, one chosen at random for each payload. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context } from './context.ts';
import type { Attempt, PayloadKind, Retry, Transport } from './deliveries.ts';
import { type Json, isJson, parseJson } from './json.ts';
import { newSecret } from './state.ts';

const MAX_CONNECTIONS = 10;
const PING_EVERY_MS = 10_000;
const ENVELOPE_TYPES = { command: 'slash_commands', interactive: 'interactive', event: 'events_api' } as const;

export interface SocketMode extends Transport {
  /** How many connections can take a payload now. */
  connections: () => number;
  /** Tells connections to go: "warning" some seconds before, "refresh_requested" now. Default: the oldest one. */
  disconnect: (reason: 'warning' | 'refresh_requested' | 'link_disabled', which?: 'oldest' | 'all') => void;
  /** Cuts all connections without a word. */
  cut: () => void;
  close: () => void;
}

interface Connection {
  socket: WebSocket;
  leaving: boolean;
}

export function createSocketMode(context: Context, server: Server): SocketMode {
  const sockets = new WebSocketServer({ noServer: true });
  const connections: Connection[] = [];
  const tickets = new Set<string>();
  const waiting = new Map<string, (answer: Answer) => void>();
  const ready = () => connections.filter(({ leaving, socket }) => !leaving && socket.readyState === socket.OPEN);

  context.newSocketUrl = () => {
    const ticket = newSecret(12);
    tickets.add(ticket);
    return `${context.url().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${context.app.appId}`;
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket) || ready().length >= MAX_CONNECTIONS) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => admit(accepted));
  });

  const pinging = setInterval(() => {
    for (const { socket } of connections) socket.ping();
  }, PING_EVERY_MS);
  pinging.unref();

  function admit(socket: WebSocket): void {
    const connection = { socket, leaving: false };
    connections.push(connection);
    // One for each payload that waits for its answer.
    socket.setMaxListeners(0);
    socket.on('message', (data: Buffer) => hear(data.toString('utf8')));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.splice(connections.indexOf(connection), 1);
      context.activity.changed();
    });
    const info = { app_id: context.app.appId };
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: ready().length,
        connection_info: info,
        debug_info: { host: 'fake' },
      }),
    );
    context.activity.changed();
  }

  function hear(data: string): void {
    const answer = parseJson(data);
    if (!isJson(answer)) return;
    waiting.get(String(answer['envelope_id']))?.({ payload: answer['payload'] });
  }

  return {
    connections: () => ready().length,
    send: (kind, payload, retry) => {
      const chosen = ready()[Math.floor(Math.random() * ready().length)];
      return sendEnvelope(context, { socket: chosen?.socket, waiting }, { kind, payload, retry });
    },
    disconnect: (reason, which = 'oldest') => {
      for (const connection of which === 'all' ? [...connections] : ready().slice(0, 1)) {
        connection.leaving = reason !== 'warning';
        connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake' } }));
      }
    },
    cut: () => {
      for (const { socket } of connections.slice()) socket.terminate();
    },
    close: () => {
      clearInterval(pinging);
      for (const { socket } of connections.slice()) socket.terminate();
      sockets.close();
    },
  };
}

interface Answer {
  payload?: unknown;
}

interface Line {
  socket: WebSocket | undefined;
  waiting: Map<string, (answer: Answer) => void>;
}

/** Sends one envelope and waits for its answer; without a connection it has failed at once. */
async function sendEnvelope(
  { knobs }: Context,
  { socket, waiting }: Line,
  { kind, payload, retry }: { kind: PayloadKind; payload: Json; retry: Retry },
): Promise<Attempt> {
  if (socket === undefined) return { outcome: 'connection_failed', ms: 0, retry };
  const id = randomUUID();
  const started = performance.now();
  const envelope = {
    envelope_id: id,
    type: ENVELOPE_TYPES[kind],
    payload,
    accepts_response_payload: kind !== 'event',
    ...(kind === 'event' ? { retry_attempt: retry.num, retry_reason: retry.num === 0 ? '' : 'timeout' } : {}),
  };
  const outcome = await new Promise<Answer | 'http_timeout' | 'connection_failed'>((resolve) => {
    const timer = setTimeout(() => resolve('http_timeout'), knobs.ackLimitMs);
    const gone = () => resolve('connection_failed');
    socket.once('close', gone);
    waiting.set(id, (answer) => {
      clearTimeout(timer);
      socket.off('close', gone);
      resolve(answer);
    });
    socket.send(JSON.stringify(envelope));
  });
  waiting.delete(id);
  const ms = performance.now() - started;
  if (typeof outcome === 'string') return { outcome, ms, retry };
  // Bolt acknowledges with an empty object when the app says nothing.
  const isEmpty = !isJson(outcome.payload) || Object.keys(outcome.payload).length === 0;
  return { outcome: 'acked', ms, retry, ...(isEmpty ? {} : { body: outcome.payload }) };
}
