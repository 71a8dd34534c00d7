import { isJson } from '../json.ts';
import { judgeBlocks, judgeMessage, judgeView } from '../judge.ts';
import { type MethodTable, Refusal, invalidArguments } from '../method.ts';

export const blockMethods = {
  'blocks.validate': {
    tokens: ['bot', 'user', 'app'],
    run: ({ args }) => {
      const given = ['blocks', 'message', 'view'].filter((name) => args[name] !== undefined);
      if (given.length !== 1) throw invalidArguments(['must provide exactly one of `blocks`, `view`, or `message`']);
      const message = isJson(args['message']) ? args['message'] : {};
      const faults =
        given[0] === 'view'
          ? judgeView(args['view'], '')
          : given[0] === 'message'
            ? judgeMessage(message)
            : judgeBlocks(args['blocks'], '', 'message');
      if (faults.length === 0) return {};
      const errors = faults.map(({ pointer, message: said }) => ({
        code: 'failed_constraint',
        pointer,
        message: said,
      }));
      throw new Refusal(`invalid_${given[0]}`, { errors });
    },
  },
} as const satisfies MethodTable;
