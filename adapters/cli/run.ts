/** The command line: arguments in, exit code out. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { LANGS } from '../../src/lang.ts';
import { ask, type AskOptions, FORMATS } from './ask.ts';
import { CliError, type CliIo, type CommandSink, EXIT, OutputClosed } from './io.ts';
import { printable } from './printable.ts';
import { runPrompt } from './prompt.ts';

const COMMANDS = new Set(['ask', 'kb', 'serve', 'doctor', 'ingest', 'alerts', 'teams-package']);
const YES = new Set(['yes', 'y', 'true', 'はい']);
const NO = new Set(['no', 'n', 'false', 'いいえ']);

const EXAMPLES = `
Examples:
  hvevent ask VMSMP 26
  hvevent ask event.xml --lang ja
  hvevent ask System.evtx               sums up a whole log, the worst first
  wevtutil qe System /c:20 /f:xml | hvevent ask
  hvevent                               asks for a paste and shows its card
`;

const EXIT_CODES = `
Exit codes:
  0   answered, and nothing needs action
  1   an event needs action
  2   nothing was recognised
  64  wrong usage
  70  failure; with --ndjson also: a line could not be answered
  78  a setting is wrong
`;

const NDJSON = `
With --ndjson every line of standard input is {"id": …, "text": "…"} with "lang" and "answers" ({"ID": true}) if you
like, and gets one line {"id": …, …answer}. A bad line gets {"id": null, "error": "…", "line": n}, and the next one is read.
`;

/** Runs one command. Never throws, never ends the process. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof OutputClosed) return EXIT.answered;
    const { message, exitCode } = explained(error);
    await io.stderr.write(`hvevent: ${printable(message)}\n`).catch(() => undefined);
    return exitCode;
  }
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<number> {
  if (argv.length === 0) return io.stdin.isTTY ? runPrompt(io) : ask([], {}, io);

  // Commander writes synchronously; what it wrote is passed on when it is done.
  const written: { to: 'stdout' | 'stderr'; text: string }[] = [];
  let exit: number = EXIT.answered;
  const program = createProgram({
    io,
    write: (to, text) => written.push({ to, text }),
    exit: (code) => (exit = code),
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== 'commander.help') throw wrongUsage(error, argv);
    exit = error.exitCode === 0 ? EXIT.answered : EXIT.usage;
  }
  for (const { to, text } of written) await io[to].write(text);
  return exit;
}

interface Wiring {
  io: CliIo;
  write: (to: 'stdout' | 'stderr', text: string) => void;
  exit: (code: number) => void;
}

function createProgram(wiring: Wiring): Command {
  const program = new Command('hvevent')
    .description(
      'Reads a Windows event of the Hyper-V world and answers: may this be ignored, under which condition, why, and what to do.',
    )
    .version(wiring.io.version)
    .helpCommand(false)
    .addHelpText('after', `${EXAMPLES}${EXIT_CODES}`);
  program.addCommand(askCommand(wiring));
  const sink: CommandSink = {
    out: (text) => wiring.write('stdout', text),
    err: (text) => wiring.write('stderr', text),
    exit: wiring.exit,
  };
  program.addCommand(wiring.io.kb(sink));
  for (const command of wiring.io.commands?.(sink) ?? []) program.addCommand(command);
  quieten(program, wiring);
  return program;
}

function askCommand({ io, exit }: Wiring): Command {
  return new Command('ask')
    .description('answer about the events in a text, in files (.txt .log .xml .json .csv .evtx) or in standard input')
    .argument('[text...]', 'text or files; "-" or nothing: standard input, or a prompt in a terminal')
    .addOption(new Option('--lang <lang>', 'language of the answer (default: that of the text)').choices(LANGS))
    .addOption(new Option('--format <format>', 'how to print (default: text)').choices(FORMATS))
    .option('--ndjson', 'one question a line in, one answer a line out')
    .option('--triage', 'sum up all events (default: for event logs, and for what is too much for one answer)')
    .option('--no-triage', 'answer, however much it is, and say what was left out')
    .option('--answer <id=yes|no>', 'answer a question of the card; may be repeated', collectAnswer)
    .addHelpText('after', `${NDJSON}${EXIT_CODES}`)
    .action(async (args: string[], options: AskOptions) => exit(await ask(args, options, io)));
}

function collectAnswer(text: string, before?: ReadonlyMap<string, boolean>): ReadonlyMap<string, boolean> {
  const equals = text.lastIndexOf('=');
  const word = text.slice(equals + 1).toLowerCase();
  if (equals < 1 || !(YES.has(word) || NO.has(word))) {
    throw new InvalidArgumentError('Write the id of the question, "=", and yes or no.');
  }
  return new Map([...(before ?? []), [text.slice(0, equals), YES.has(word)]]);
}

/** Errors come back as exceptions with one sentence, for every command of the tree. */
function quieten(command: Command, wiring: Wiring): void {
  const { stdout } = wiring.io;
  command.exitOverride().configureOutput({
    writeOut: (text) => wiring.write('stdout', text),
    writeErr: (text) => wiring.write('stderr', text),
    outputError: () => undefined,
    getOutHelpWidth: () => stdout.columns ?? 100,
    getOutHasColors: () => false,
  });
  for (const child of command.commands) quieten(child, wiring);
}

/** "error: unknown command 'aks'\n(Did you mean ask?)" -> one sentence, with where to look. */
function wrongUsage({ message, code }: CommanderError, argv: readonly string[]): CliError {
  const sentence = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const command = argv[0] !== undefined && COMMANDS.has(argv[0]) ? `${argv[0]} ` : '';
  const isQuestion = code === 'commander.unknownCommand' && command === '' && !sentence.endsWith('?)');
  const help = isQuestion ? `To ask about an event: hvevent ask ${argv.join(' ')}` : `See "hvevent ${command}--help".`;
  return new CliError(`${sentence}${/[.)]$/.test(sentence) ? '' : '.'} ${help}`, EXIT.usage);
}

function explained(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CliError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return { message: `This is a fault of hvevent itself: ${message}`, exitCode: EXIT.failure };
}
