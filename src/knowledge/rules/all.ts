/** Every rule of the data. A new rule is one file (or one function in a fitting file) and one line here. */
import { actionText } from './action-text.ts';
import { changingSteps } from './changing-steps.ts';
import { codes } from './codes.ts';
import { coverage } from './coverage.ts';
import { firstSentence } from './first-sentence.ts';
import { headerOnly } from './header-only.ts';
import { hiddenIgnore } from './hidden-ignore.ts';
import { identifiers } from './identifiers.ts';
import { identities } from './identities.ts';
import { ids } from './ids.ts';
import { inserts } from './inserts.ts';
import { japanese } from './japanese.ts';
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
import { unsourcedInfo } from './unsourced-info.ts';
import { verdictWidth } from './verdict-width.ts';
import { deadCase, noCase, unconditionalIgnore, verdictSource } from './verdicts.ts';

export const RULES: readonly Rule[] = [
  actionText,
  changingSteps,
  codes,
  coverage,
  deadCase,
  deadReference,
  firstSentence,
  headerOnly,
  hiddenIgnore,
  identifiers,
  identities,
  ids,
  inserts,
  japanese,
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
  unsourcedInfo,
  unusedReference,
  verdictSource,
  verdictWidth,
];
