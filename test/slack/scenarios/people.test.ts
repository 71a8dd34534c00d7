import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listFeedback } from '../../../src/store/feedback.ts';
import { listGaps } from '../../../src/store/gaps.ts';
import { visibleText } from '../../fake-slack/visible-text.ts';
import { expectCleanBlocks, last, lastText, MODES, openWorkspace, PASTES } from './workspace.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe.each(MODES)('opinions (%s)', (mode) => {
  it('"helpful" is stored with the entry and the case, and thanked for', async () => {
    const { slack, alice, store, settled } = await openWorkspace(mode);

    await alice.command(`/hvevent ${PASTES.ignorable}`);
    await settled();
    await alice.click(last(alice.sees()), 'Helpful');
    await settled();

    expect(lastText(alice.sees())).toContain('Noted as helpful');
    expect(alice.sees()).toHaveLength(2);
    expect(await listFeedback(store)).toMatchObject([
      { opinion: 'helpful', entryKey: 'vmsmp/26', caseId: 'guest-newer-than-host', verdict: 'ignore' },
    ]);
    expectCleanBlocks(slack);
  });

  it('"not helpful" asks why, and stores no name that was written there', async () => {
    const { slack, alice, store, settled } = await openWorkspace(mode);

    const { message } = await alice.mention('vmsmp 26');
    await settled();
    await alice.click(last(alice.thread(message)), 'Not helpful');
    await settled();
    await alice.submit({ hv_in_reason: 'outdated', hv_in_note: 'ask bob@contoso.com, newer hosts accept it' });
    await settled();

    const [stored] = await listFeedback(store);
    expect(stored).toMatchObject({ opinion: 'outdated', entryKey: 'vmsmp/26' });
    expect(stored?.note).toContain('newer hosts accept it');
    expect(stored?.note).not.toContain('contoso');
    expect(lastText(alice.thread(message))).toContain('Thank you');
    expectCleanBlocks(slack);
  });
});

describe.each(MODES)('"I need a human" (%s)', (mode) => {
  it('gives the text to be copied when nobody has said where to send it', async () => {
    const { slack, hanako, settled } = await openWorkspace(mode);

    await hanako.command('/hvevent vmsmp 26');
    await settled();
    await hanako.click(last(hanako.sees()), '担当者に相談する');
    await settled();

    expect(visibleText(hanako.modal())).toContain('VMSMP 26');
    expect(hanako.modal().payload['submit']).toBeUndefined();
    expectCleanBlocks(slack);
  });

  it('posts the text that the person has checked to the channel in charge, and says that it is there', async () => {
    const escalation: { channel?: string } = {};
    const { slack, alice, hanako, settled } = await openWorkspace(mode, { escalation });
    escalation.channel = slack.channel('general');

    await alice.command('/hvevent vmsmp 26', { channel: 'no-app' });
    await settled();
    await alice.click(last(alice.sees('no-app')), 'I need a human');
    await settled();
    await alice.submit({ hv_in_ticket: 'VMSMP 26 on hyp-03. <!channel> Please have a look.' });
    await settled();

    expect(lastText(hanako.sees())).toContain('Please have a look.');
    expect(lastText(hanako.sees())).toContain(`@${alice.id}`);
    expect(JSON.stringify(slack.calls('chat.postMessage').at(-1)?.args)).not.toContain('<!channel>');
    expect(lastText(alice.seesDm())).toContain('Sent to the people in charge');
    expectCleanBlocks(slack);
  });

  it('calls a webhook, and gives the text back when that fails', async () => {
    const received: string[] = [];
    let status = 200;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push(body);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ticket`;
    const { slack, alice, settled } = await openWorkspace(mode, { escalation: { webhook } });

    await alice.command('/hvevent vmsmp 26');
    await settled();
    const card = last(alice.sees());
    await alice.click(card, 'I need a human');
    await settled();
    await alice.submit({ hv_in_ticket: 'please look' });
    await settled();
    expect(JSON.parse(received[0] ?? '')).toMatchObject({ source: 'hvevent', text: 'please look', person: alice.id });
    expect(lastText(alice.sees())).toContain('Sent to the people in charge');

    status = 500;
    await alice.click(card, 'I need a human');
    await settled();
    await alice.submit({ hv_in_ticket: 'please look again' });
    await settled();
    expect(lastText(alice.sees())).toContain('please look again');
    expectCleanBlocks(slack);
  });
});

describe.each(MODES)('"Suggest knowledge" (%s)', (mode) => {
  it('becomes a gap on the list of the authors, redacted', async () => {
    const { slack, alice, store, settled } = await openWorkspace(mode);

    await alice.command('/hvevent Source: Acme-Filter Event ID: 7');
    await settled();
    await alice.click(last(alice.sees()), 'Suggest knowledge');
    await settled();
    expect(JSON.stringify(alice.modal().values)).toContain('Acme-Filter');
    await alice.submit({
      hv_in_advice: 'Replace the disk; we saw it on \\\\hyp-03\\c$.',
      hv_in_reference: 'https://learn.microsoft.com/windows-server/disk-7?view=1',
    });
    await settled();

    const gaps = await listGaps(store);
    const suggested = gaps.find(({ identity }) => identity.startsWith('suggestion|'));
    expect(suggested).toMatchObject({ provider: 'Acme-Filter', eventId: 7 });
    expect(suggested?.sample).toContain('Replace the disk');
    expect(suggested?.sample).toContain('learn.microsoft.com/windows-server/disk-7');
    expect(suggested?.sample).not.toContain('hyp-03');
    expect(lastText(alice.sees())).toContain('Thank you');
    expectCleanBlocks(slack);
  });
});
