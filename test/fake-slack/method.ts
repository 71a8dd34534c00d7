/** What a method of the Web API is, and how it refuses. */
import type { IncomingMessage } from 'node:http';
import type { Context } from './context.ts';
import type { Json } from './json.ts';
import type { Token, Workspace } from './state.ts';

export interface Call {
  context: Context;
  name: string;
  args: Json;
  tokenValue: string;
  request: IncomingMessage;
  /** Absent for open methods only. */
  token?: Token;
  workspace?: Workspace;
}

export interface Method {
  /** One of these is enough; none: no scope is needed. */
  anyScope?: readonly string[];
  /** Kinds of token that may call it; default: bot. */
  tokens?: readonly Token['kind'][];
  /** Needs no token. */
  open?: true;
  /** The answer without `ok`; refuses by throwing a Refusal. */
  run: (call: Call) => Json | Promise<Json>;
}

export type MethodTable = Readonly<Record<string, Method>>;

/** `{ok: false, error: code, ...details}`. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** A string argument that must be there, else invalid_arguments as Slack words it. */
export function need(args: Json, name: string): string {
  const value = args[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalidArguments([`[ERROR] missing required field: ${name}`]);
}

export function invalidArguments(messages: readonly string[]): Refusal {
  return new Refusal('invalid_arguments', { response_metadata: { messages } });
}

/** The workspace of a method that needs a token. */
export function home(call: Call): Workspace {
  if (call.workspace === undefined) throw new Refusal('not_authed');
  return call.workspace;
}
