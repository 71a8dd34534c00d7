import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCall } from '../../adapters/teams/commands.ts';
import { messageToPlain, payloadToPlain } from '../../adapters/teams/teams-to-plain.ts';

const SEED = 20_261_124;
const MENTION = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">hvevent</span>';

function html(content: string, text = ''): string {
  return messageToPlain({ text, html: content }).text;
}

describe('a message of Teams as plain text', () => {
  it.each([
    ['paragraphs', '<p>Source: VMSMP</p><p>Event ID: 26</p>', 'Source: VMSMP\nEvent ID: 26'],
    ['divisions', '<div>Source: VMSMP</div>\n<div>Event ID: 26</div>', 'Source: VMSMP\nEvent ID: 26'],
    [
      'line breaks',
      '<p>Source: VMSMP<br>Event ID: 26<br/>Level: Error</p>',
      'Source: VMSMP\nEvent ID: 26\nLevel: Error',
    ],
    ['bold words', '<p><strong>Event ID:</strong> <em>26</em></p>', 'Event ID: 26'],
    ['lists', '<ul><li>VMSMP 26</li><li>storvsp 5</li></ul>', 'VMSMP 26\nstorvsp 5'],
    ['a code block', '<codeblock><code>a: 1<br>  b: 2</code></codeblock>', 'a: 1\n  b: 2'],
    ['preformatted lines', '<pre>a: 1\n\tb: 2</pre>', 'a: 1\n\tb: 2'],
    ['line ends of the source', '<p>Event\n   ID:\t26</p>', 'Event ID: 26'],
    [
      'a table with paragraphs in its cells',
      '<table><tr><td><p>Source</p></td><td><p>VMSMP</p></td></tr><tr><td>Event ID</td><td>26</td></tr></table>',
      'Source\tVMSMP\nEvent ID\t26',
    ],
    ['hard blanks and invisible characters', '<p>Event&nbsp;ID:\u200b 26\ufeff</p>', 'Event ID: 26'],
    ['clever quotes', '<p>‘lab’ “x”</p>', '\'lab\' "x"'],
    ['escaped tags', '<p>&lt;Data Name="a"&gt;5 &amp;amp; 6&lt;/Data&gt;</p>', '<Data Name="a">5 &amp; 6</Data>'],
    ['a mention', `<p>${MENTION}&nbsp;26</p>`, '26'],
    ['links', '<p>see <a href="https://example.com">VMSMP 26</a></p>', 'see VMSMP 26'],
    ['emojis', '<p>26 <emoji alt="😀"></emoji><img itemtype="http://schema.skype.com/Emoji" alt="🙁"></p>', '26 😀🙁'],
    ['a script', '<p>26<script>27</script><style>28</style></p>', '26'],
    ['nothing but a file', '<p>&nbsp;</p><attachment id="1"></attachment>', ''],
  ])('keeps the lines of %s', (_name, given, wanted) => {
    expect(html(given)).toBe(wanted);
  });

  it('takes the text where there is no html, or none with words', () => {
    expect(messageToPlain({ text: '<at>hvevent</at> VMSMP&nbsp;26' })).toEqual({ text: 'VMSMP 26' });
    expect(messageToPlain({ text: 'VMSMP 26', html: '<p></p>' })).toEqual({ text: 'VMSMP 26' });
    expect(messageToPlain({ text: 'a <at>never closed 26' })).toEqual({ text: 'a <at>never closed 26' });
  });

  it('leaves out what a reply quotes, unless the reply itself says nothing', () => {
    const quote = '<blockquote itemscope itemtype="http://schema.skype.com/Reply"><p>VMSMP 26</p></blockquote>';

    const plain = messageToPlain({ text: '', html: `${quote}<p>${MENTION} what is this?</p>` });
    expect(plain).toEqual({ text: 'what is this?', otherwise: 'VMSMP 26\nwhat is this?' });
    expect(html('<blockquote>VMSMP 26</blockquote>')).toBe('VMSMP 26');
  });

  it('of a message action reads html and text, and survives anything else', () => {
    const payload = (contentType: string, content: unknown) => payloadToPlain({ body: { contentType, content } });

    expect(payload('html', `<div>${MENTION} VMSMP<br>26</div>`)).toEqual({ text: 'VMSMP\n26' });
    expect(payload('text', 'VMSMP 26 <at>x</at>')).toEqual({ text: 'VMSMP 26' });
    for (const odd of [payload('html', null), payload('html', 5), payloadToPlain(undefined), payloadToPlain([])])
      expect(odd).toEqual({ text: '' });
  });

  it('of a message action reads the cards that other apps have posted', () => {
    const adaptive = {
      type: 'AdaptiveCard',
      body: [
        { type: 'TextBlock', text: '**Alert** on hyp-03' },
        { type: 'Container', items: [{ type: 'FactSet', facts: [{ title: 'Source:', value: 'VMSMP' }] }] },
        { type: 'RichTextBlock', inlines: ['Event ', { type: 'TextRun', text: 'ID: 26' }] },
        {
          type: 'Table',
          rows: [
            {
              type: 'TableRow',
              cells: [{ items: [{ type: 'TextBlock', text: 'Level' }] }, { items: [{ text: 'Error' }] }],
            },
          ],
        },
      ],
    };
    const connector = {
      title: 'Zabbix',
      sections: [
        { activityTitle: 'Problem', facts: [{ name: 'Event ID', value: 5 }], text: '<p>storvsp<br>failed</p>' },
      ],
    };
    const attachments = [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(adaptive) },
      { contentType: 'application/vnd.microsoft.teams.card.o365connector', content: connector },
      { contentType: 'x', content: '{not json' },
      { contentType: 'reference', contentUrl: 'https://example.com', content: null },
      7,
    ];

    expect(
      payloadToPlain({ body: { contentType: 'html', content: '<attachment id="1"></attachment>' }, attachments }),
    ).toEqual({
      text: [
        'Alert on hyp-03',
        'Source: VMSMP',
        'Event ID: 26',
        'Level\tError',
        'Zabbix',
        'Problem',
        'storvsp',
        'failed',
        'Event ID: 5',
      ].join('\n'),
    });
  });

  it('survives any card', () => {
    let deep: object = { text: 'deep' };
    for (let i = 0; i < 5000; i += 1) deep = { items: [deep] };
    expect(payloadToPlain({ attachments: [{ content: deep }] }).text).toBe('');
    fc.assert(
      fc.property(fc.anything({ maxDepth: 6 }), (content) => {
        expect(typeof payloadToPlain({ attachments: [{ content }] }).text).toBe('string');
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('reads hostile html in time that grows with its length alone', () => {
    const hostile = [
      '<a ',
      '<div>',
      '<span itemtype="/Mention">',
      '<at>',
      '<td>',
      '</p>',
      '<blockquote itemtype="/Reply">',
    ];
    for (const one of hostile) {
      const { text } = messageToPlain({ text: one.repeat(20_000), html: one.repeat(60_000) });
      expect(text.length).toBeLessThan(300_000);
    }
  });

  it('never throws, and never holds what Teams would not send: a lone carriage return, a hard blank', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<br>',
      '<at>',
      '</at>',
      MENTION,
      '<td>',
      '&nbsp;',
      '\r',
      '\ud800',
      'a',
      '<pre>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.string(), (pieces, text) => {
        const plain = messageToPlain({ text, html: pieces.join('') });
        expect(plain.text).not.toMatch(/[\r\u00a0]/);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('ways to call us', () => {
  it.each([
    ['hvevent 26', '26'],
    ['/hvevent 26', '26'],
    ['@hvevent 26', '26'],
    ['HVEVENT: 26', '26'],
    ['hvevent explain VMSMP 26', 'VMSMP 26'],
    ['ask 26', '26'],
    ['hvevent', ''],
    ['/help', 'help'],
    ['/lang ja', 'lang ja'],
    ['hvevent lang ja', 'lang ja'],
    ['hvevent\nSource: VMSMP', 'Source: VMSMP'],
    ['hvevents 26', 'hvevents 26'],
    ['hvevent.exe crashed', 'hvevent.exe crashed'],
    ['/path/to/file', '/path/to/file'],
    ['explained 26', 'explained 26'],
  ])('%j asks %j', (typed, asked) => {
    expect(withoutCall(typed)).toBe(asked);
  });
});
