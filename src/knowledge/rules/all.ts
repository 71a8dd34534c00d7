/** Every rule of the data. A new rule is one file (or one function in a fitting file) and one line here. */
import { codes } from './codes.ts';
import { identifiers } from './identifiers.ts';
import { ids } from './ids.ts';
import { inserts } from './inserts.ts';
import { languages } from './languages.ts';
import { localIgnore, localSample } from './local.ts';
import { protocols } from './protocols.ts';
import { providers } from './providers.ts';
import { questions } from './questions.ts';
import { deadReference, unusedReference } from './references.ts';
import { reviewed } from './reviewed.ts';
import type { Rule } from './rule.ts';
import { samples } from './samples.ts';
import { seeAlso } from './see-also.ts';
import { tables } from './tables.ts';
import { ties } from './ties.ts';
import { todo } from './todo.ts';
import { deadCase, noCase, unconditionalIgnore, verdictSource } from './verdicts.ts';

export const RULES: readonly Rule[] = [
  codes,
  deadCase,
  deadReference,
  identifiers,
  ids,
  inserts,
  languages,
  localIgnore,
  localSample,
  noCase,
  protocols,
  providers,
  questions,
  reviewed,
  samples,
  seeAlso,
  tables,
  ties,
  todo,
  unconditionalIgnore,
  unusedReference,
  verdictSource,
];
