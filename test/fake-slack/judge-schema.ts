/** One compiled validator per block type and per view, from the schema generated from @slack/types. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { BlockSchema } from './generate-schema.ts';

/** What is wrong and where; `pointer` is a JSON pointer from the argument's name, such as "/blocks/0/text". */
export interface Fault {
  pointer: string;
  message: string;
}

export const blockSchema = JSON.parse(
  readFileSync(new URL('block-schema.json', import.meta.url), 'utf8'),
) as BlockSchema;

const ID = 'blocks';
const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addSchema({ $id: ID, definitions: blockSchema.definitions });

const compiled = new Map<string, ValidateFunction>();
const definitionOfBlock = namesByType();

/** The faults of one block by the validator of its own `type`: errors of the other nineteen would hide the cause. */
export function blockSchemaFaults(block: unknown, at: string): Fault[] {
  const type = typeof block === 'object' && block !== null && 'type' in block ? block.type : undefined;
  if (typeof type !== 'string') return [{ pointer: at, message: 'must be an object with a type' }];
  const definition = definitionOfBlock.get(type);
  if (definition === undefined) return [{ pointer: `${at}/type`, message: `unsupported type: ${type}` }];
  return schemaFaults(definition, block, at);
}

/** The faults of any value by a definition of the schema, such as "ModalView". */
export function schemaFaults(definition: string, value: unknown, at: string): Fault[] {
  const validate = validator(definition);
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf');
  return errors.map((error) => ({ pointer: `${at}${error.instancePath}`, message: wording(error) }));
}

function validator(definition: string): ValidateFunction {
  const known = compiled.get(definition);
  if (known !== undefined) return known;
  const made = ajv.compile({ $ref: `${ID}#/definitions/${definition}` });
  compiled.set(definition, made);
  return made;
}

function wording({ keyword, params, message = 'is not valid' }: ErrorObject): string {
  const details = params as Record<string, unknown>;
  if (keyword === 'additionalProperties') return `no such field: ${String(details['additionalProperty'])}`;
  if (keyword === 'required') return `missing required field: ${String(details['missingProperty'])}`;
  if (keyword === 'const') return `must be ${JSON.stringify(details['allowedValue'])}`;
  if (keyword === 'enum') return `must be one of ${JSON.stringify(details['allowedValues'])}`;
  return message;
}

function namesByType(): Map<string, string> {
  const names = new Map([['image', 'ImageBlock']]);
  for (const [name, definition] of Object.entries(blockSchema.definitions)) {
    const properties = definition['properties'] as Record<string, { const?: string }> | undefined;
    const type = properties?.['type']?.const;
    if (name.endsWith('Block') && type !== undefined) names.set(type, name);
  }
  return names;
}
