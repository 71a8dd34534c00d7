/** Taking an address, and one sentence for each way in which it cannot be taken. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../../src/config.ts';
import { inUrl } from './security.ts';

const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '::0']);

/** The server cannot start; the message says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** A wrong setting, or something around it that failed. */
  readonly reason: 'configuration' | 'failure';

  constructor(message: string, reason: StartError['reason'], options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Whether the address could be listened at right now. @throws StartError as `startServer` does */
export async function tryListen(address: Address): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((resolve) => server.close(resolve));
}

type Address = Pick<Config, 'host' | 'port'>;

/** Starts listening. @returns where: `http://127.0.0.1:8080`. @throws StartError */
export function listen(server: Server, { host, port }: Address): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, { host, port })));
    server.listen(port, host, () => {
      const bound = server.address() as AddressInfo;
      const shown = WILDCARDS.has(host) ? '127.0.0.1' : host;
      resolve(`http://${inUrl(shown)}:${bound.port}`);
    });
  });
}

/** One sentence for each way an address can be wrong. */
function cannotListen(error: NodeJS.ErrnoException, { host, port }: Address): StartError {
  const at = `${inUrl(host)}:${port}`;
  const cause = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} on ${host} is taken by another program: stop that one, or choose another with HVEVENT_PORT (0: any free one).`,
        'failure',
        cause,
      );
    case 'EACCES':
      return new StartError(
        `This user may not listen at ${at}: choose a port above 1023 with HVEVENT_PORT.`,
        'configuration',
        cause,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(
        `"${host}" is no address of this machine: set HVEVENT_HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (all networks).`,
        'configuration',
        cause,
      );
    default:
      return new StartError(`The server cannot listen at ${at}: ${error.message}.`, 'failure', cause);
  }
}
