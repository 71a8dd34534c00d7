/** The page of figures, and what the page shows of events that are known by name only. */
import { describe, expect, test } from 'vitest';
import { createAnswerer } from '../../src/answer.ts';
import { knowledgeStats } from '../../src/knowledge/stats.ts';
import { loadTree, TREE } from '../knowledge/small-knowledge.ts';
import { elementsWith, pageApp, type Page } from './page-app.ts';
import { realAnswerer } from './running-app.ts';

const NAMES = `- { id: 40, level: warning, title: { en: A port was lost, ja: ポートの消失 } }
- { id: 41, title: { en: A port came back, ja: ポートの復帰 } }
`;
const { knowledge } = loadTree({ ...TREE, 'identities/vmsmp.yaml': NAMES });
if (knowledge === undefined) throw new Error('the small knowledge has faults');
const answerer = createAnswerer(knowledge);
const app = pageApp({ answerer: () => answerer });

function cells(page: Page): string[] {
  return elementsWith(page, 'td').map(({ text }) => text.trim());
}

describe('the figures', () => {
  test.each([
    ['en', 'The knowledge in figures', 'Safe to ignore'],
    ['ja', 'ナレッジの統計', '無視して問題ありません'],
  ])('are shown in %s, without script', async (lang, title, ignore) => {
    const page = await app.get(`/knowledge/stats?lang=${lang}`);

    expect(page.status).toBe(200);
    expect(elementsWith(page, 'h1').map(({ text }) => text)).toEqual([title]);
    expect(elementsWith(page, 'dt').map(({ text }) => text)).toContain(ignore);
    expect(elementsWith(page, 'th', { scope: 'row' }).map(({ text }) => text)).toEqual([
      'Get-State',
      'storvsp',
      'VMSMP',
    ]);
    // Entries, four verdicts, with text, name only.
    expect(cells(page).slice(-7)).toEqual(['1', '0', '1', '0', '0', '1', '2']);
  });

  test('are those of the knowledge in force', async () => {
    const real = knowledgeStats(realAnswerer().catalog);
    const page = await pageApp().get('/knowledge/stats');
    const values = elementsWith(page, 'dd').map(({ text }) => Number(text.replaceAll(',', '')));

    expect(values.slice(0, 5)).toEqual([
      real.identities,
      real.entries,
      real.names,
      real.samples,
      real.headerOnlySamples,
    ]);
    expect(elementsWith(page, 'th', { scope: 'row' })).toHaveLength(real.providers.length);
  });

  test('are linked from the list', async () => {
    expect(elementsWith(await app.get('/knowledge'), 'a', { href: '/knowledge/stats' })).toHaveLength(1);
  });
});

describe('an event known by name only', () => {
  test('stands below the entries of the list, and search finds it', async () => {
    const links = (page: Page) => elementsWith(page, 'a').map(({ attributes }) => attributes['href']);

    expect(links(await app.get('/knowledge'))).toEqual(
      expect.arrayContaining(['/events/vmsmp/40', '/events/vmsmp/41']),
    );
    const found = links(await app.get(`/knowledge?q=${encodeURIComponent('ポート 消失')}`));
    expect(found).toContain('/events/vmsmp/40');
    expect(found).not.toContain('/events/vmsmp/41');
    expect(links(await app.get('/knowledge?q=vmswitch+41'))).toContain('/events/vmsmp/41');
    expect(links(await app.get('/knowledge?side=guest'))).not.toContain('/events/vmsmp/40');
    expect(links(await app.get('/knowledge?verdict=ignore'))).not.toContain('/events/vmsmp/40');
  });

  test('has a page that says so, and lets people ask', async () => {
    const page = await app.get('/events/vmsmp/40?lang=en');

    expect(page.status).toBe(200);
    expect(elementsWith(page, 'title')[0]?.text).toContain('VMSMP 40 · A port was lost');
    expect(page.text).toContain('known by name only');
    expect(page.text).toContain('does not mean that it is harmless');
    expect(page.text).toContain('Level: Warning');
    expect(elementsWith(page, 'textarea')[0]?.text).toContain('VMSMP 40');
    expect(elementsWith(page, 'article', { class: 'event' })).toHaveLength(1);
    expect((await app.get('/events/vmsmp/42')).status).toBe(404);
  });

  test('has it as JSON', async () => {
    const response = await app.request('/events/vmsmp/41?format=json');

    expect(await response.json()).toMatchObject({ key: 'vmsmp/41', eventId: 41, title: { ja: 'ポートの復帰' } });
  });
});
