/* oxlint-disable unicorn/require-post-message-target-origin -- chat.postMessage is Slack's, not a window's */
import { describe, expect, test } from 'vitest';
import { generateBlockSchema, installedTypesVersion } from './generate-schema.ts';
import { blockSchema } from './judge-schema.ts';
import { judgeBlocks, judgeMessage, judgeView } from './judge.ts';
import { apiError, client, fake } from './run-fake.ts';
import { askModal, card } from './tiny-app.ts';

describe('the judge', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const button = (id: string, more = {}) => ({ type: 'button', action_id: id, text: plain('x'), ...more });
  const faults = (...blocks: unknown[]) =>
    judgeMessage({ text: 'x', blocks }).map(({ pointer, message }) => `${pointer} ${message}`);

  test('the schema is that of the installed @slack/types; if not: node test/fake-slack/generate-schema.ts', async () => {
    expect(blockSchema.typesVersion).toBe(installedTypesVersion());
    expect(blockSchema).toEqual(await generateBlockSchema());
  });

  test('a good card has no fault', () => {
    expect(faults(...card)).toEqual([]);
    expect(judgeView(askModal)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['an unknown block', { type: 'sectoin' }, '/blocks/0/type unsupported type: sectoin'],
    [
      'a wrong text type',
      { type: 'header', text: { type: 'mrkdwn', text: 'x' } },
      '/blocks/0/text/type must be "plain_text"',
    ],
    ['a mistyped key', { type: 'divider', blockid: 'x' }, '/blocks/0 no such field: blockid'],
    [
      'a wrong style',
      { type: 'actions', elements: [button('a', { style: 'green' })] },
      '/blocks/0/elements/0/style must be one of ["primary","danger"]',
    ],
    [
      'a long header',
      { type: 'header', text: plain('x'.repeat(151)) },
      '/blocks/0/text/text must be less than 151 characters',
    ],
    ['an empty text', { type: 'section', text: plain('') }, '/blocks/0/text/text must be more than 0 characters'],
    ['a section of nothing', { type: 'section' }, '/blocks/0 must define either text or fields'],
    [
      'eleven fields',
      { type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) },
      '/blocks/0/fields no more than 10 items allowed',
    ],
    [
      'a long field',
      { type: 'section', fields: [plain('x'.repeat(2001))] },
      '/blocks/0/fields/0/text must be less than 2001 characters',
    ],
    [
      'one action_id twice',
      { type: 'actions', elements: [button('a'), button('a')] },
      '/blocks/0/elements/1/action_id action_id a already exists',
    ],
    [
      'a long value',
      { type: 'actions', elements: [button('a', { value: 'x'.repeat(2001) })] },
      '/blocks/0/elements/0/value must be less than 2001 characters',
    ],
    [
      'a script as address',
      { type: 'actions', elements: [button('a', { url: 'javascript:alert(1)' })] },
      '/blocks/0/elements/0/url invalid_url',
    ],
    ['an alert in a message', { type: 'alert', text: plain('x') }, '/blocks/0/type alert is not allowed in a message'],
    [
      'a full container',
      { type: 'container', title: plain('x'), child_blocks: Array.from({ length: 11 }, () => ({ type: 'divider' })) },
      '/blocks/0/child_blocks no more than 10 items allowed',
    ],
    [
      'a long header in a container',
      { type: 'container', title: plain('x'), child_blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] },
      '/blocks/0/child_blocks/0/text/text must be less than 151 characters',
    ],
    [
      'an empty rich text',
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] },
      '/blocks/0/elements/0/elements/0/text must be more than 0 characters',
    ],
    [
      'a long option',
      {
        type: 'actions',
        elements: [{ type: 'static_select', options: [{ text: plain('x'.repeat(76)), value: 'a' }] }],
      },
      '/blocks/0/elements/0/options/0/text/text must be less than 76 characters',
    ],
    [
      'an initial option of another menu',
      {
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            options: [{ text: plain('x'), value: 'a' }],
            initial_option: { text: plain('y'), value: 'b' },
          },
        ],
      },
      '/blocks/0/elements/0 initial option is not one of the options',
    ],
    [
      'a file input in a message',
      { type: 'input', label: plain('x'), element: { type: 'file_input' } },
      '/blocks/0/element/type file_input is allowed in modals only',
    ],
    [
      'six context actions',
      {
        type: 'context_actions',
        elements: Array.from({ length: 6 }, (_, index) => ({
          type: 'icon_button',
          icon: 'trash',
          text: plain('x'),
          action_id: `a${index}`,
        })),
      },
      '/blocks/0/elements no more than 5 items allowed',
    ],
  ])('%s', (_name, block, fault) => {
    expect(faults(block)).toEqual([fault]);
  });

  test('what only shows when blocks stand together', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(faults(table, table)).toEqual(['/blocks only one table allowed']);
    expect(faults({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' })).toEqual([
      '/blocks block_id a already exists',
    ]);
    expect(faults(...Array.from({ length: 51 }, () => ({ type: 'divider' })))).toEqual([
      '/blocks no more than 50 items allowed',
    ]);
    const markdown = { type: 'markdown', text: 'x'.repeat(7000) };
    expect(faults(markdown, markdown)).toEqual(['/blocks markdown blocks hold more than 12000 characters']);
    expect(
      judgeBlocks(
        Array.from({ length: 100 }, () => ({ type: 'divider' })),
        '/blocks',
        'home',
      ),
    ).toEqual([]);
  });

  test('modals: titles, a submit for inputs, and blocks that are for messages only', () => {
    const { submit: _, ...unsent } = askModal;
    expect(judgeView(unsent).map(({ message }) => message)).toEqual([
      'must define submit when there is an input block',
    ]);
    expect(judgeView({ ...askModal, title: plain('x'.repeat(25)) })).toMatchObject([{ pointer: '/view/title/text' }]);
    expect(
      judgeView({
        type: 'home',
        blocks: [{ type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('x') }] }],
      }),
    ).toMatchObject([{ pointer: '/view/blocks/0/type' }]);
    expect(judgeView({ type: 'modal', blocks: [] }).map(({ message }) => message)).toEqual([
      'missing required field: title',
    ]);
  });

  test('attachments are judged with the blocks in them', () => {
    const attachments = [{ colour: 'red', blocks: [{ type: 'sectoin' }] }];
    expect(judgeMessage({ text: 'x', attachments }).map(({ pointer }) => pointer)).toEqual([
      '/attachments/0',
      '/attachments/0/blocks/0/type',
    ]);
  });

  test('the Web API answers with the faults and records them; blocks without text are a warning', async () => {
    const slack = await fake();
    const web = client(slack);
    const bad = {
      channel: slack.channel('general'),
      blocks: [{ type: 'header', text: { type: 'plain_text' as const, text: '' } }],
    };
    await expect(web.chat.postMessage({ ...bad, text: 'x' })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]'] },
      },
    });
    expect(slack.state.violations).toMatchObject([{ method: 'chat.postMessage', pointer: '/blocks/0/text/text' }]);
    expect(slack.state.messages).toEqual([]);
    await web.chat.postMessage({ channel: bad.channel, text: ' ', blocks: card });
    expect(slack.state.warnings).toMatchObject([{ pointer: '/text' }]);
    expect(await apiError(web.blocks.validate({ blocks: bad.blocks }))).toBe('invalid_blocks');
    expect((await web.blocks.validate({ blocks: card })).ok).toBe(true);
  });
});
