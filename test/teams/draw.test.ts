import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderAnswer, renderFinding } from '../../adapters/teams/render-card.ts';
import { humanForm } from '../../adapters/teams/forms.ts';
import { answer, finding, fullFinding } from '../card/answers.ts';
import { describeInBrowser } from '../browser/browser.ts';
import { type Drawing, openDrawing, WIDTHS } from './draw-card.ts';
import { TEAMS_HOSTILE } from './outgoing-card.ts';

const context = {
  lang: 'en',
  answerId: 'a1',
  index: 0,
  publicUrl: 'https://hv.example.com',
  offerShare: true,
} as const;

describeInBrowser('cards drawn by the real renderer', () => {
  let drawing: Drawing;
  beforeAll(async () => {
    drawing = await openDrawing();
  });
  afterAll(() => drawing.close());

  test('the verdict is the first and largest thing to be seen', async () => {
    const { page, draw, faults } = drawing;
    await draw(renderFinding(fullFinding('vm01', { verdict: 'action' }), context).card);

    const first = page.getByRole('heading').first();
    expect(await first.innerText()).toBe('🔴 Action needed');
    const box = await first.boundingBox();
    expect(box?.y).toBeLessThan(60);
    const sizes: number[] = await page.evaluate(
      `[...document.querySelectorAll('#card *')].filter((e) => e.children.length === 0).map((e) => parseFloat(getComputedStyle(e).fontSize))`,
    );
    const size = await page.evaluate(`parseFloat(getComputedStyle(document.querySelector('[role=heading]')).fontSize)`);
    expect(size).toBe(Math.max(...sizes));
    expect(faults).toEqual([]);
  });

  test('what is folded opens with its button', async () => {
    const { page, draw } = drawing;
    await draw(renderFinding(fullFinding('vm01'), context).card);
    const why = page.getByText('The text is the message of vm01.');
    expect(await why.isVisible()).toBe(false);
    await page.getByRole('button', { name: /Why this answer/ }).click();
    expect(await why.isVisible()).toBe(true);
    expect(await page.getByText('The guest proposes vm01.').isVisible()).toBe(false);
  });

  test('Yes and No tell Teams which question was answered', async () => {
    const { page, draw, pressed } = drawing;
    const questions = [{ id: 'vmsmp/26/adapter-works', text: 'Does it work?' }];
    await draw(renderFinding(finding({ verdict: 'conditional', questions }), context).card);
    await page.getByRole('button', { name: 'No', exact: true }).click();
    expect(await pressed()).toEqual([
      {
        type: 'Action.Execute',
        title: 'No',
        verb: 'answer',
        data: { hv: 1, do: 'answer', a: 'a1', f: 0, q: 'vmsmp/26/adapter-works', v: 'no' },
      },
    ]);
  });

  test('a choice in the menu goes with its button, and with no other', async () => {
    const { page, draw, pressed } = drawing;
    const many = Array.from({ length: 20 }, (_, i) => finding({ key: `vmsmp/${i}`, eventId: i }));
    await draw(renderAnswer(answer(many), context).card);
    await page.locator('select').selectOption({ index: 3 });
    const value = await page.locator('select').inputValue();
    await page.getByRole('button', { name: 'Open' }).last().click();
    await page.getByRole('button', { name: '日本語' }).click();
    const [open, lang] = await pressed();
    expect(open?.data).toMatchObject({ do: 'open', hvPick: value });
    expect(lang?.data).not.toHaveProperty('hvPick');
  });

  test('a form hands over what was typed', async () => {
    const { page, draw, pressed } = drawing;
    await draw(humanForm(finding(), { canSend: true }, { ...context, dialog: false }).card);
    await page.locator('textarea').fill('please look');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await pressed()).toMatchObject([{ verb: 'sendHuman', data: { hvTicket: 'please look' } }]);
  });

  test('hostile text stays text: no element, no link, no date, no turned line', async () => {
    const { page, draw, faults } = drawing;
    for (const hostile of TEAMS_HOSTILE.filter((text) => text.length < 20_000)) {
      const unknown = { kind: 'unknown' as const, provider: hostile, title: hostile, action: hostile };
      await draw(renderFinding(fullFinding(hostile, { ...unknown, references: [] }), context).card);
      expect(
        await page.locator('#card :is(script, img, iframe, object, style, video, audio, a, b, em, strong)').count(),
      ).toBe(0);
    }
    await draw(renderFinding(fullFinding('{{DATE(2026-11-20T03:00:00Z, SHORT)}}'), context).card);
    expect((await page.locator('#card').innerText()).replaceAll('\u2060', '')).not.toMatch(/Nov|11\/20/);
    await page.getByRole('button', { name: /Why this answer/ }).click();
    expect((await page.locator('#card').innerText()).replaceAll('\u2060', '')).toContain(
      '{{DATE(2026-11-20T03:00:00Z, SHORT)}}',
    );
    expect(faults).toEqual([]);
  });

  test.each(Object.entries(WIDTHS))('nothing is wider than the card: %s', async (_name, width) => {
    const narrow = await openDrawing(width);
    try {
      const long = 'x'.repeat(300);
      await narrow.draw(renderFinding(fullFinding(long, { title: long, action: long }), context).card);
      const widest: number = await narrow.page.evaluate(
        `Math.max(...[...document.querySelectorAll('#card .ac-richTextBlock, #card .ac-textBlock')].map((e) => e.getBoundingClientRect().right))`,
      );
      expect(widest).toBeLessThanOrEqual(width + 17);
    } finally {
      await narrow.close();
    }
  });
});
