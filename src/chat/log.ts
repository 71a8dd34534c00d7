/** What chat adapters write into the server's log. */

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A fixed message, and short fields without any text of users. */
export interface ChatLog {
  debug: (message: string, fields?: Fields) => void;
  info: (message: string, fields?: Fields) => void;
  warn: (message: string, fields?: Fields) => void;
  error: (message: string, fields?: Fields) => void;
}

/** What went wrong, for a log line: never the request, never a token. `cause` is the network's word, such as ENOTFOUND. */
export function failureFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: 'unknown' };
  return { error: error.name, code: codeOf(error), reason: error.message, cause: networkCode(error) };
}

/** Of the error at the bottom: clients wrap that of fetch, which wraps that of the socket. */
export function networkCode(error: Error): string | undefined {
  const original = 'original' in error ? error.original : error;
  const cause = original instanceof Error ? (original.cause ?? original) : undefined;
  return cause instanceof Error && cause !== error ? codeOf(cause) : undefined;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
