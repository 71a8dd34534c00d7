/** The board's own lock: one for its pages and its API. */
import type { HttpParts } from '../parts.ts';
import { type Access, createAccess } from './access.ts';
import type { BoardParts } from './board-parts.ts';
import { createOperators, type Operators } from './operators.ts';

export interface BoardDoor extends BoardParts {
  operators: Operators;
  access: Access;
}

export function boardDoor(board: BoardParts, { settings, now }: Pick<HttpParts, 'settings' | 'now'>): BoardDoor {
  const operators = createOperators(board.operatorTokens, now);
  return { ...board, operators, access: createAccess(operators, settings) };
}
