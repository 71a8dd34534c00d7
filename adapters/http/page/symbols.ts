/** The signs of the verdicts as pictures: the same on every machine, and with a shape of their own, for those who see no colours. */
import type { SignName } from '../../../src/card/card.ts';

const QUESTION = '<path d="M9.2 9.3a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2"/><path class="dot" d="M12 17h.01"/>';
const LENS = '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>';

const SHAPES = {
  ignore: '<circle class="area" cx="12" cy="12" r="10"/><path d="m7.8 12.3 2.9 2.9 5.6-6"/>',
  conditional:
    '<path class="area" d="M12 1.6 22.4 12 12 22.4 1.6 12Z"/><path d="M12 7.2v6"/><path class="dot" d="M12 16.6h.01"/>',
  action: '<path class="area" d="M12 2.2 23 21.4H1Z"/><path d="M12 9.4v5"/><path class="dot" d="M12 17.8h.01"/>',
  info: '<rect class="area" x="2" y="2" width="20" height="20" rx="5"/><path d="M12 11.2v5.6"/><path class="dot" d="M12 7.4h.01"/>',
  unknown: `<circle class="area" cx="12" cy="12" r="10"/>${QUESTION}`,
  guess: LENS,
  choice: LENS,
  nothing: '<path d="M4 4.5h16v11H10l-4.5 4v-4H4Z"/>',
} as const satisfies Record<SignName, string>;

/** An SVG element; the word beside it says what it means. */
export function symbolSvg(name: SignName): string {
  return `<svg class="symbol" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}
