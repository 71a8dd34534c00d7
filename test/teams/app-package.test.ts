/** deploy/teams against Teams' own schema and our code, both ways; and the command that makes the package of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { teamsPackageCommand, type TeamsPackageIo } from '../../adapters/cli/teams-package.ts';
import { buildPackage, fillManifest, PACKAGE_FILES, type PackageValues } from '../../adapters/teams/app-package.ts';
import { EXPLAIN_ACTION } from '../../adapters/teams/turns/message.ts';
import { colorIcon, type Icon, outlineIcon } from '../generate/teams-icons.ts';
import { last, openTenant, read as textOf } from './scenarios/tenant.ts';

const APP = '00000000-0000-4000-8000-00000000a001';
const VALUES: PackageValues = {
  appId: APP,
  version: '1.2.3',
  developer: 'Contoso IT',
  publicUrl: 'https://hvevent.example.com/',
  privacyUrl: 'https://example.com/privacy',
  termsUrl: 'https://example.com/terms',
};

const read = (name: string) => readFileSync(join('deploy/teams', name));
const template = read('manifest.json').toString();

interface Command {
  title: string;
  description: string;
}

/** What the tests look at; the schema looks at all of it. */
interface Manifest {
  bots: {
    botId: string;
    supportsTargetedMessages: boolean;
    commandLists: { triggers: string[]; scopes: string[]; commands: Command[] }[];
  }[];
  composeExtensions: { botId: string; commands: (Command & { id: string; type: string; context: string[] })[] }[];
}

const manifest = () => fillManifest(template, VALUES) as Manifest;
const faultsOf = (filled: unknown) => AppManifestUtils.validateAgainstSchema(filled as TeamsManifest);

describe('the manifest', () => {
  it('is one that Teams takes', async () => {
    expect(await faultsOf(manifest())).toEqual([]);
  });

  it.each<[string, (broken: Record<string, unknown> & Manifest) => void]>([
    ['without icons', (broken) => delete broken['icons']],
    ['with a key that Teams does not know', (broken) => (broken['greeting'] = 'hello')],
    ['with places that nobody filled', (broken) => (broken['id'] = '{{appId}}')],
    ['with a trigger that does not exist', (broken) => broken.bots[0]?.commandLists[0]?.triggers.push('shout')],
    ['with a title that is too long', (broken) => Object.assign(action(broken), { title: 'x'.repeat(33) })],
    ['with a context that does not exist', (broken) => action(broken).context.push('everywhere')],
    ['of an older schema, which knows no slash commands', (broken) => (broken['manifestVersion'] = '1.28')],
  ])('%s would be refused', async (_what, breakIt) => {
    const broken = manifest() as Record<string, unknown> & Manifest;
    breakIt(broken);

    expect(await faultsOf(broken)).not.toEqual([]);
  });

  it('is refused by us when it asks for what nothing gives', () => {
    expect(() => fillManifest('{"id":"{{botId}}"}', VALUES)).toThrow('{{botId}}');
  });

  it('names the message action as the help card does, and has a search', () => {
    const { bots, composeExtensions } = manifest();
    const [extension] = composeExtensions;

    expect([bots[0]?.botId, extension?.botId]).toEqual([APP, APP]);
    expect(extension?.commands).toMatchObject([
      { id: 'explainEvent', type: 'action', title: EXPLAIN_ACTION, context: ['message'] },
      { id: 'searchEvent', type: 'query', context: ['compose', 'commandBox'] },
    ]);
  });

  it('offers its commands behind a slash wherever Teams has slash commands', () => {
    const [bot] = manifest().bots;

    expect(bot?.supportsTargetedMessages).toBe(true);
    expect(
      bot?.commandLists.filter(({ triggers }) => triggers.includes('slash')).flatMap(({ scopes }) => scopes),
    ).toEqual(['team', 'groupChat']);
  });

  it('offers only commands that the app understands', async () => {
    const { teams, alice, settled } = await openTenant();
    const group = teams.group('Operators');
    const said: Record<string, string> = {};
    for (const { scopes, commands } of manifest().bots[0]?.commandLists ?? []) {
      for (const { title } of commands) {
        const typed = title === 'explain' ? 'explain 0xC0060005' : title;
        if (scopes.includes('personal')) await alice.say(typed);
        else await alice.say(`/${typed}`, { in: group, targeted: true });
        await settled();
        said[title] = textOf(last(alice.sees(scopes.includes('personal') ? alice.chat : group)));
      }
    }

    expect(said).toEqual({
      explain: expect.stringContaining('storvsp 5') as string,
      'VMSMP 26': expect.stringContaining('VMSMP 26') as string,
      help: expect.stringContaining('lang ja') as string,
      'lang ja': 'これからは日本語で回答します。',
      'lang en': expect.stringContaining('English') as string,
      'lang auto': expect.stringContaining('language in Teams') as string,
      // This app runs without alerts.
      alerts: 'Alerts are not switched on here.',
    });
  });
});

function action({ composeExtensions }: Manifest): Manifest['composeExtensions'][number]['commands'][number] {
  const found = composeExtensions[0]?.commands[0];
  if (found === undefined) throw new Error('there is no command');
  return found;
}

describe('the Japanese words', () => {
  const words = JSON.parse(read('ja.json').toString()) as Record<string, string>;
  const schemas = join(
    dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
    'json-schemas/teams',
  );
  const { $schema: _, ...schema } = JSON.parse(
    readFileSync(join(schemas, 'v1.29/MicrosoftTeams.Localization.schema.json'), 'utf8'),
  ) as Record<string, unknown>;
  const isTaken = new Ajv({ strict: false, unicodeRegExp: false, formats: { uri: true } }).compile(schema);

  it('are ones that Teams takes, and others would not be', () => {
    expect(isTaken(words), JSON.stringify(isTaken.errors)).toBe(true);
    expect(isTaken({ ...words, 'description.short': 'あ'.repeat(81) })).toBe(false);
    expect(isTaken({ ...words, greeting: 'こんにちは' })).toBe(false);
  });

  it('are of texts that the manifest has', () => {
    const filled: unknown = manifest();
    const missing = Object.keys(words)
      .filter((key) => key !== '$schema')
      .filter((key) => typeof at(filled, key) !== 'string');
    expect(missing).toEqual([]);
  });
});

/** `bots[0].commandLists[1].commands[0].title` */
function at(value: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  return steps.reduce<unknown>((inside, step) => (inside as Record<string, unknown> | undefined)?.[step], value);
}

describe('the icons', () => {
  it.each<[string, () => Icon]>([
    ['color.png', colorIcon],
    ['outline.png', outlineIcon],
  ])('%s is what its generator draws', (name, draw) => {
    expect(Buffer.compare(decodePng(read(name)).pixels, draw().pixels)).toBe(0);
  });

  it('have the sizes that Teams asks for: 192 and 32', () => {
    expect([decodePng(read('color.png')).size, decodePng(read('outline.png')).size]).toEqual([192, 32]);
  });

  it('the small one is white on nothing, the large one has no hole', () => {
    const outline = pixelsOf(decodePng(read('outline.png')));
    const wrong = outline.filter(([r, g, b, a]) => a !== 0 && (r !== 255 || g !== 255 || b !== 255));
    expect(wrong).toEqual([]);
    expect(outline.filter(([, , , a]) => a === 0).length).toBeGreaterThan(400);
    expect(outline.filter(([, , , a]) => a === 255).length).toBeGreaterThan(150);

    const color = pixelsOf(decodePng(read('color.png')));
    expect(color.every(([, , , a]) => a === 255)).toBe(true);
    expect(new Set(color.map(String)).size).toBeGreaterThan(10);
  });
});

function pixelsOf({ pixels }: Icon): number[][] {
  return Array.from({ length: pixels.length / 4 }, (_, i) => [...pixels.subarray(i * 4, i * 4 + 4)]);
}

/** Eight bits a channel with alpha, rows without a filter: all that the generator writes. */
function decodePng(bytes: Buffer): Icon {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  let data: Buffer = Buffer.alloc(0);
  let head: Buffer = Buffer.alloc(0);
  for (let i = 8; i < bytes.length;) {
    const length = bytes.readUInt32BE(i);
    const name = bytes.toString('latin1', i + 4, i + 8);
    const chunk = bytes.subarray(i + 8, i + 8 + length);
    if (name === 'IHDR') head = chunk;
    if (name === 'IDAT') data = Buffer.concat([data, chunk]);
    i += length + 12;
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  expect([height, ...head.subarray(8)]).toEqual([width, 8, 6, 0, 0, 0]);
  const raw = inflateSync(data);
  const rows = Array.from({ length: height }, (_, row) => {
    const from = row * (width * 4 + 1);
    expect(raw[from]).toBe(0);
    return raw.subarray(from + 1, from + 1 + width * 4);
  });
  return { size: width, pixels: Buffer.concat(rows) };
}

describe('the package', () => {
  it('holds manifest, icons and words at its top, and the same bytes for the same values', () => {
    const bytes = buildPackage(VALUES, read);
    const files = unzipSync(bytes);

    expect(Object.keys(files).toSorted()).toEqual(['manifest.json', ...PACKAGE_FILES].toSorted());
    expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toEqual(manifest());
    expect(Buffer.compare(files['color.png'] ?? new Uint8Array(), read('color.png'))).toBe(0);
    expect(Buffer.compare(buildPackage(VALUES, read), bytes)).toBe(0);
  });

  it('has all files that the manifest names', () => {
    const named = [...template.matchAll(/"([\w.-]+\.(?:png|json))"/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(PACKAGE_FILES));
  });
});

let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

async function run(args: string[], given: Partial<TeamsPackageIo> = {}) {
  const built: PackageValues[] = [];
  const written: string[] = [];
  let out = '';
  const command = teamsPackageCommand({
    out: (text) => (out += text),
    env: {},
    publicUrl: undefined,
    version: '0.1.0',
    build: (values) => {
      built.push(values);
      return Promise.resolve(new Uint8Array(3));
    },
    writeFile: (path) => {
      written.push(path);
      return Promise.resolve();
    },
    ...given,
  });
  await command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync(args, { from: 'user' });
  return { built: built[0], written, out };
}

describe('hvevent teams-package', () => {
  it('writes a package that Teams takes', async () => {
    folder = mkdtempSync(join(tmpdir(), 'hvevent-package-'));
    const out = join(folder, 'app.zip');
    const args = ['--app-id', APP.toUpperCase(), '--public-url', 'https://hvevent.example.com', '--out', out];
    const done = spawnSync(process.execPath, ['adapters/main.ts', 'teams-package', ...args], { encoding: 'utf8' });

    expect([done.status, done.stderr]).toEqual([0, '']);
    expect(done.stdout).toContain(out);
    const { 'manifest.json': packed } = unzipSync(readFileSync(out));
    const filled: unknown = JSON.parse(strFromU8(packed ?? new Uint8Array()));
    expect(await faultsOf(filled)).toEqual([]);
    expect(filled).toMatchObject({ id: APP, bots: [{ botId: APP }] });
  });

  it('takes the app and the address from the settings', async () => {
    const { built, written } = await run(['--developer', 'Contoso IT', '--package-version', '2.0.1'], {
      env: { MicrosoftAppId: ` ${APP} ` },
      publicUrl: 'https://events.example.com',
    });

    expect(built).toEqual({
      appId: APP,
      version: '2.0.1',
      developer: 'Contoso IT',
      publicUrl: 'https://events.example.com/',
      privacyUrl: 'https://events.example.com/',
      termsUrl: 'https://events.example.com/',
    });
    expect(written).toEqual(['hvevent-teams.zip']);
  });

  it.each<[string[], Partial<TeamsPackageIo>, RegExp]>([
    [[], {}, /--app-id/],
    [['--app-id', APP], {}, /--public-url/],
    [['--app-id', 'my-bot', '--public-url', 'https://a.example'], {}, /Write an ID/],
    [['--app-id', APP, '--public-url', 'http://a.example'], {}, /https:/],
    [['--app-id', APP, '--public-url', 'https://a.example', '--package-version', '1.0'], {}, /three numbers/],
    [['--app-id', APP, '--public-url', 'https://a.example', '--developer', 'x'.repeat(33)], {}, /32 characters/],
    [['--app-id', APP], { publicUrl: 'http://localhost:8080' }, /server\.publicUrl.*https:/],
    [['--public-url', 'https://a.example'], { env: { MicrosoftAppId: 'nonsense' } }, /MicrosoftAppId/],
    [
      ['--app-id', APP, '--public-url', 'https://a.example'],
      { writeFile: () => Promise.reject(new Error('no such folder')) },
      /not written: no such folder/,
    ],
  ])('%j says what is missing or wrong', async (args, given, message) => {
    await expect(run(args, given)).rejects.toThrow(message);
  });
});
