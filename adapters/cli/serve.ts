/** `hvevent serve`: the settings, then the server. */
import { Command } from 'commander';
import type { Config, ConfigResult } from '../../src/config.ts';
import { type CommandSink, EXIT } from './io.ts';
import { printable } from './printable.ts';

export interface ServeIo extends Pick<CommandSink, 'err' | 'exit'> {
  /** Reads file and environment. */
  settings(): ConfigResult;
  /** Serves until it is told to stop. Throws a CliError when it cannot start. */
  serve(config: Config): Promise<void>;
}

export function serveCommand(io: ServeIo): Command {
  return new Command('serve')
    .description(
      'start the web page, the API, alerts, and Slack and Teams where their secrets are set (settings: hvevent.yaml and the environment; see "hvevent doctor")',
    )
    .action(async () => {
      const { config, problems } = io.settings();
      if (config !== undefined) return io.serve(config);
      for (const { where, message } of problems) io.err(`hvevent: ${printable(`${where}: ${message}`)}\n`);
      io.exit(EXIT.configuration);
    });
}
