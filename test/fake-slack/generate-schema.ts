/**
 * Makes block-schema.json from the types of the installed @slack/types, for judge-schema.ts.
 * Run it after every bump of @slack/types and read the difference: `node test/fake-slack/generate-schema.ts && oxfmt test/fake-slack`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Schema = Record<string, unknown>;
export interface BlockSchema {
  typesVersion: string;
  definitions: Record<string, Schema>;
}

const ROOTS: readonly string[] = ['KnownBlock', 'ModalView', 'HomeView', 'MessageAttachment'];
const require = createRequire(import.meta.url);

/** The version of the @slack/types that is installed, such as "3.2.0". */
export function installedTypesVersion(): string {
  const { version } = JSON.parse(readFileSync(join(typesFolder(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** JSON Schema definitions of all blocks, elements, views and attachments, unions told apart by their `type`. Takes seconds. */
export async function generateBlockSchema(): Promise<BlockSchema> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const definitions: Record<string, Schema> = {};
  const generator = createGenerator({
    path: join(typesFolder(), 'dist', 'index.d.ts'),
    additionalProperties: false,
    jsDoc: 'none',
    topRef: true,
    skipTypeCheck: true,
  });
  for (const root of ROOTS) Object.assign(definitions, generator.createSchema(root).definitions);
  const told = Object.entries(definitions).map(([name, schema]) => [name, tellApart(schema, definitions)] as const);
  return {
    typesVersion: installedTypesVersion(),
    definitions: Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function typesFolder(): string {
  return dirname(require.resolve('@slack/types/package.json'));
}

/** A union as `anyOf` answers a fault with one error per member; by its `type` it answers with the error of the member meant. */
function tellApart(schema: unknown, definitions: Record<string, Schema>): Schema {
  if (Array.isArray(schema)) return schema.map((item) => tellApart(item, definitions)) as unknown as Schema;
  if (typeof schema !== 'object' || schema === null) return schema as Schema;
  const { anyOf, ...rest } = schema as Schema & { anyOf?: Schema[] };
  const plain = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, tellApart(value, definitions)]));
  if (anyOf === undefined) return plain;
  const members = anyOf.flatMap((member) => flatten(member, definitions));
  const types = members.map((member) => constantType(member, definitions));
  const distinct = [...new Set(types)];
  const changed = members.map((member) => tellApart(member, definitions));
  if (distinct.includes(undefined) || distinct.length < 2) return { ...plain, anyOf: changed };
  const branches = distinct.map((type) => {
    const mine = changed.filter((_, at) => types[at] === type);
    return {
      if: { properties: { type: { const: type } } },
      // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
      then: mine.length === 1 ? mine[0] : { anyOf: mine },
    };
  });
  return {
    ...plain,
    type: 'object',
    required: ['type'],
    properties: { type: { enum: distinct } },
    allOf: branches,
  };
}

/** The members of a union of unions, by reference where they have a name. */
function flatten(member: Schema, definitions: Record<string, Schema>): Schema[] {
  const target = follow(member, definitions);
  const inner = target['anyOf'] as Schema[] | undefined;
  return inner === undefined ? [member] : inner.flatMap((each) => flatten(each, definitions));
}

function follow(member: Schema, definitions: Record<string, Schema>): Schema {
  const ref = member['$ref'];
  return typeof ref === 'string' ? (definitions[decodeURIComponent(ref.slice('#/definitions/'.length))] ?? {}) : member;
}

function constantType(member: Schema, definitions: Record<string, Schema>): string | undefined {
  const properties = follow(member, definitions)['properties'] as Record<string, Schema> | undefined;
  const value = properties?.['type']?.['const'];
  return typeof value === 'string' ? value : undefined;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = JSON.stringify(await generateBlockSchema(), undefined, 2);
  writeFileSync(new URL('block-schema.json', import.meta.url), `${text}\n`);
}
