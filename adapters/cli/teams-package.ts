/** `hvevent teams-package`: the zip that brings the bot into Teams. */
import { Command, InvalidArgumentError } from 'commander';
import { CliError, type CommandSink, EXIT } from './io.ts';

/** What goes into the manifest. */
interface Given {
  appId: string;
  version: string;
  developer: string;
  publicUrl: string;
  privacyUrl: string;
  termsUrl: string;
}

export interface TeamsPackageIo extends Pick<CommandSink, 'out'> {
  env: Readonly<Record<string, string | undefined>>;
  /** server.publicUrl of the settings. */
  publicUrl: string | undefined;
  version: string;
  build(given: Given): Promise<Uint8Array>;
  /** @throws when it cannot be written */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
}

interface Options {
  appId?: string;
  publicUrl?: string;
  privacyUrl?: string;
  termsUrl?: string;
  developer: string;
  packageVersion: string;
  out: string;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const VERSION = /^(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}$/;
const LONGEST_URL = 2048;
const LONGEST_NAME = 32;

const HELP = `
Upload the file in Teams (Apps, Manage your apps, Upload an app) or in its admin center. deploy/teams/README.md says what
comes before. Teams takes an update only with a higher --package-version.
`;

export function teamsPackageCommand(io: TeamsPackageIo): Command {
  return new Command('teams-package')
    .description('make the app package (zip) that brings the bot into Microsoft Teams')
    .option('--app-id <id>', 'Application (client) ID of the bot (default: MicrosoftAppId)', appId)
    .option('--public-url <url>', 'the address people open hvevent under (default: server.publicUrl)', httpsUrl)
    .option('--privacy-url <url>', 'your privacy statement (default: the public URL)', httpsUrl)
    .option('--terms-url <url>', 'your terms of use (default: the public URL)', httpsUrl)
    .option('--developer <name>', 'who runs it, as Teams shows it', developer, 'hvevent')
    .option('--package-version <n.n.n>', 'version of the package', packageVersion, io.version)
    .option('--out <file>', 'where to write it', 'hvevent-teams.zip')
    .addHelpText('after', HELP)
    .action((options: Options) => make(options, io));
}

async function make(options: Options, io: TeamsPackageIo): Promise<void> {
  const id = options.appId ?? known(io.env['MicrosoftAppId'], appId, 'MicrosoftAppId');
  if (id === undefined)
    throw new CliError(
      'Which bot? Write --app-id with the "Application (client) ID" of its registration, or set MicrosoftAppId.',
      EXIT.usage,
    );
  const publicUrl = options.publicUrl ?? known(io.publicUrl, httpsUrl, 'server.publicUrl');
  if (publicUrl === undefined)
    throw new CliError(
      'Teams wants an address for more information: write --public-url, or set server.publicUrl.',
      EXIT.usage,
    );
  const { developer: by, packageVersion: version, privacyUrl = publicUrl, termsUrl = publicUrl, out } = options;
  const bytes = await io.build({ appId: id, version, developer: by, publicUrl, privacyUrl, termsUrl });
  await io.writeFile(out, bytes).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(`The package was not written: ${why}`, EXIT.failure);
  });
  io.out(`${out}: app ${id}, version ${version}, ${bytes.length} bytes. Next: upload it in Teams.\n`);
}

/** A setting is checked as an option is. @throws CliError that names it */
function known(text: string | undefined, check: (text: string) => string, name: string): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return check(text.trim());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(`${name}: ${why}`, EXIT.configuration);
  }
}

function appId(text: string): string {
  if (!GUID.test(text)) throw new InvalidArgumentError('Write an ID such as 72f988bf-0000-4000-8000-2d7cd011db47.');
  return text.toLowerCase();
}

function httpsUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.href.length > LONGEST_URL)
    throw new InvalidArgumentError('Write an address with https://.');
  return url.href;
}

function developer(text: string): string {
  if (text.trim() === '' || text.length > LONGEST_NAME)
    throw new InvalidArgumentError(`Write a name of at most ${LONGEST_NAME} characters.`);
  return text;
}

function packageVersion(text: string): string {
  if (!VERSION.test(text)) throw new InvalidArgumentError('Write three numbers, such as 1.0.3.');
  return text;
}
