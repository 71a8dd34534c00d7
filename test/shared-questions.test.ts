import { describe, expect, it } from 'vitest';
import type { Finding } from '../src/finding.ts';
import { askedForAll } from '../src/shared-questions.ts';
import { createProduct } from './generate/product.ts';

const product = createProduct();
const storvsp6 = (vm: string) =>
  `"${vm}"の記憶装置が読み込まれましたが、サーバーとバージョンが異なります。サーバーのバージョン 4.2、クライアントのバージョン 2.0 (VMID)。`;
const storvsp5 = (vm: string, text: 'first' | 'later') =>
  text === 'first'
    ? `A storage device in '${vm}' cannot load because it is incompatible with the server virtualization stack. Server version 4.2 Client version 6.0 (VMID 1).`
    : `Cannot load storage device in '${vm}' because the version is incompatible with the version expected by the server.  Server version 4.2 Client version 6.0 (Virtual machine ID 1). To fix this problem, you must upgrade the integration services. To upgrade, connect to the virtual machine and select Insert Integration Services Setup Disk from the Action menu.`;
const questionsOf = (findings: readonly Finding[]) => findings.flatMap(({ questions = [] }) => questions);

describe('a question that several events share', () => {
  it.each([
    ['en', 'every one of them'],
    ['ja', 'すべてにあてはまる場合だけ'],
  ] as const)('says in %s that the answer holds for all machines', (lang, words) => {
    const { findings } = product.answer([storvsp6('linux'), storvsp6('windows')].join('\n'), { lang });

    expect(findings).toMatchObject([{ key: 'storvsp/6', count: 2 }]);
    expect(questionsOf(findings)).toMatchObject([{ id: 'storvsp/6/linux-guest' }]);
    expect(questionsOf(findings)[0]?.text).toContain(words);
  });

  it('says so too where the events are different findings', () => {
    const { findings } = product.answer(`${storvsp5('a', 'first')}\n\n${storvsp5('b', 'later')}`, { lang: 'en' });

    expect(findings).toHaveLength(2);
    for (const { text } of questionsOf(findings)) expect(text).toContain('every one of them');
  });

  it('is asked plainly for one event', () => {
    const { findings } = product.answer(storvsp6('linux'), { lang: 'en' });

    expect(questionsOf(findings)[0]?.text).not.toContain('every one');
  });

  it('says it once, however often it is told', () => {
    const { findings } = product.answer([storvsp6('a'), storvsp6('b')].join('\n'), { lang: 'ja' });

    expect(askedForAll(findings, 'ja')).toEqual(findings);
  });
});
