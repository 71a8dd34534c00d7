import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandToPlain, messageToPlain, slackToPlain } from '../../adapters/slack/slack-to-plain.ts';
import { typedMessage } from '../fake-slack/typed.ts';
import { createState } from '../fake-slack/state.ts';

describe('slackToPlain', () => {
  it.each([
    ['entities, once', 'a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['an escaped token, which is text', '&lt;!channel&gt;', '<!channel>'],
    ['a link that Slack made of a host name', '<http://vm01.contoso.com|vm01.contoso.com>', 'vm01.contoso.com'],
    ['a link without a label', '<https://example.com/a?b=1&amp;c>', 'https://example.com/a?b=1&c'],
    ['an address', '<mailto:a@b.example|a@b.example> <mailto:c@d.example>', 'a@b.example c@d.example'],
    [
      'mentions',
      '<@U1ABC> <@U2|bob> <#C1|general> <!channel> <!subteam^S1|@ops>',
      '@U1ABC @bob #general @channel @ops',
    ],
    ['a date', '<!date^1392734382^{date}|2014-02-18>', '2014-02-18'],
    ['quotes, blanks and line ends', '\u2018a\u2019 \u201Cb\u201D\u00A0c\u200B\r\nd\re', `'a' "b" c\nd\ne`],
    ['what only looks like a token', '<Event> 1 < 2 <', '<Event> 1 < 2 <'],
  ])('takes back %s', (_what, text, plain) => {
    expect(slackToPlain(text)).toBe(plain);
  });

  it('leaves out the mention of the app alone', () => {
    expect(slackToPlain('<@U0APP> ask <@U0BOB>', 'U0APP').trim()).toBe('ask @U0BOB');
  });

  it('gives back whatever Slack made of a typed text', () => {
    const words = fc.constantFrom(
      '<Event>',
      "'a'",
      '&',
      '&lt;',
      'a&b',
      '<',
      '>',
      '26',
      'vm01.contoso.com',
      'a@b.example',
      '\n',
      'VMSMP',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (typed) => {
        const text = typed.join(' ');
        const sent = typedMessage(text, createState(), 'T1');
        expect(slackToPlain(sent.text)).toBe(text);
        expect(messageToPlain(sent).text).toBe(text.trim());
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('bears any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '|', '!', '@', '&', 'amp;', 'http:', '\uD800', 'a') }),
        (text) => {
          expect(typeof slackToPlain(text)).toBe('string');
          expect(typeof commandToPlain(text)).toBe('string');
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('commandToPlain', () => {
  it('takes text that Slack has not escaped as it is', () => {
    expect(commandToPlain('<Event><Data>a &lt; b</Data></Event>')).toBe('<Event><Data>a &lt; b</Data></Event>');
  });

  it('takes the escapes of text that has them back', () => {
    expect(commandToPlain('&lt;Event&gt; <http://a.example|a.example>')).toBe('<Event> a.example');
  });
});

describe('messageToPlain', () => {
  it('reads rich text: sections, lists, quotations and preformatted text, line by line', () => {
    const text = (words: string) => ({ type: 'text', text: words });
    const section = (words: string) => ({ type: 'rich_text_section', elements: [text(words)] });
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          section('We see:'),
          { type: 'rich_text_list', elements: [section('VMSMP 26'), section('storvsp 5')] },
          { type: 'rich_text_preformatted', elements: [text('Source: VMSMP\nEvent ID: 26')] },
          { type: 'rich_text_quote', elements: [text('a & b '), { type: 'emoji', name: 'x', unicode: '1f60e' }] },
        ],
      },
    ];

    expect(messageToPlain({ text: 'shortened', blocks }).text).toBe(
      'We see:\nVMSMP 26\nstorvsp 5\nSource: VMSMP\nEvent ID: 26\na & b 😎',
    );
  });

  it('hands the plain text over as well when the blocks say something else', () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'Alert' } }];

    expect(messageToPlain({ text: 'VMSMP 26', blocks })).toEqual({ text: 'Alert', otherwise: 'VMSMP 26' });
    expect(messageToPlain({ text: 'Alert', blocks })).toEqual({ text: 'Alert' });
  });

  it('gives a value its label', () => {
    const fields = [
      { type: 'mrkdwn', text: '*Event ID:*\n26' },
      { type: 'mrkdwn', text: '*Source*\nVMSMP &amp; more' },
    ];
    const attachments = [{ fallback: 'not read', fields: [{ title: 'Level', value: 'Error' }] }];

    expect(messageToPlain({ blocks: [{ type: 'section', fields }], attachments }).text).toBe(
      'Event ID: 26\nSource: VMSMP & more\nLevel: Error',
    );
  });

  it('reads a forwarded message and a table', () => {
    const cell = (words: string) => ({ type: 'raw_text', text: words });
    const table = {
      type: 'table',
      rows: [
        [cell('Source'), cell('ID')],
        [cell('VMSMP'), cell('26')],
      ],
    };
    const attachments = [{ message_blocks: [{ message: { blocks: [table] } }] }];

    expect(messageToPlain({ text: '', attachments }).text).toBe('Source\tID\nVMSMP\t26');
  });

  it('leaves out the name of the app', () => {
    const elements = [
      { type: 'user', user_id: 'U0APP' },
      { type: 'text', text: ' VMSMP 26' },
    ];
    const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];

    expect(messageToPlain({ text: '<@U0APP> VMSMP 26', blocks }, 'U0APP')).toEqual({ text: 'VMSMP 26' });
  });

  it('bears anything, however deep', () => {
    let deep: object = { type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] };
    for (let i = 0; i < 5000; i++) deep = { type: 'rich_text_list', elements: [deep] };

    expect(messageToPlain({ blocks: [{ type: 'rich_text', elements: [deep] }] }).text).toBe('');
    fc.assert(
      fc.property(fc.anything(), (message) => {
        expect(typeof messageToPlain(message).text).toBe('string');
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
