import { describe, expect, test } from 'vitest';
import { startFakeSlackWithPage } from './page.ts';
import { open } from './run-fake.ts';
import { startTinyApp } from './tiny-app.ts';

describe('the page', () => {
  async function page() {
    const slack = await startFakeSlackWithPage();
    open.push(slack.close);
    const app = await startTinyApp(slack, 'socket');
    open.push(app.stop);
    const alice = slack.user('alice');
    const query = `?user=${alice.id}`;
    const show = async (more = '') => (await fetch(`${slack.url}/${query}${more}`)).text();
    const tell = async (told: object) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query, ...told });
      return (await fetch(`${slack.url}/page/do`, { method: 'POST', headers, body })).json() as Promise<object>;
    };
    return { slack, alice, show, tell };
  }

  test('a person asks, presses and fills in a modal', async () => {
    const { slack, alice, show, tell } = await page();
    expect(await tell({ act: 'send', text: '/hvevent 26' })).toEqual({ ok: true });
    await slack.idle();
    const [answer] = alice.sees();
    expect(await show()).toMatch(/Only visible to you[^]*<h3>VMSMP 26<\/h3>[^]*>Share to channel<\/button>/);
    const share = answer!.blocks!.at(-1) as { block_id: string };
    await tell({ act: 'press', target: `message:${answer!.ts}`, action: 'share', block: share.block_id });
    await slack.idle();
    const shared = await show();
    expect(shared).toContain('<h3>VMSMP 26</h3>');
    expect(shared).not.toContain('Only visible to you');
    await tell({ act: 'send', text: '/hvevent' });
    await slack.until(() => alice.modals()[0]);
    expect(await show()).toContain('role="dialog"');
    await tell({ act: 'submit', values: { paste: 'nothing', file: [{ name: 'a.evtx', base64: 'AAE=' }] } });
    expect(await show()).toContain('No event was found.');
    expect(await tell({ act: 'dance' })).toMatchObject({ ok: false });
  });

  test('what people and apps write stays text, and nothing foreign is loaded', async () => {
    const { slack, show } = await page();
    const evil =
      '<script>alert(1)</script> <https://a.example|"><img src=x onerror=alert(1)>> <javascript:alert(1)|x> *<b>*';
    const blocks = [
      { type: 'section', block_id: 'a', text: { type: 'mrkdwn', text: evil } },
      {
        type: 'rich_text',
        block_id: '"><script>',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: evil },
              { type: 'link', url: 'javascript:alert(1)', text: evil },
            ],
          },
        ],
      },
      { type: 'image', block_id: 'c', alt_text: evil, image_url: 'https://a.example/x.png' },
      {
        type: 'actions',
        block_id: 'd',
        elements: [{ type: 'button', action_id: '"onclick="alert(1)', text: { type: 'plain_text', text: evil } }],
      },
    ];
    slack.otherBot({ text: evil, blocks, attachments: [{ text: evil, color: '"><script>' }] });
    const html = await show();
    const response = await fetch(slack.url);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<b>\*|href="javascript|"onclick="alert/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('only its own host name and JSON are taken', async () => {
    const { slack } = await page();
    const form = await fetch(`${slack.url}/page/do`, {
      method: 'POST',
      body: 'act=send',
      headers: { 'content-type': 'text/plain' },
    });
    expect(form.status).toBe(415);
  });
});
