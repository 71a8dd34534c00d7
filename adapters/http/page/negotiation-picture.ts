/** A negotiation as a sequence diagram: guest and host as lanes, proposals, refusals and acceptance as arrows. */
import type { Lang } from '../../../src/lang.ts';
import { describeVersion } from '../../../src/verdict/versions.ts';
import { html, type Html } from './markup.ts';
import type { Course, Lane, Step } from './negotiation-steps.ts';
import { wrapLabel } from './wrap-label.ts';
import { word } from './words.ts';

/** Units of the drawing; text is 13 of them high, so that a phone shows it at about its size. */
const WIDTH = 360;
const LANES = { guest: 84, host: 276 } as const satisfies Record<Lane, number>;
const LINE = 15;
const STEP = 50;
const ROW_OF_EVENT = 26;
const LONGEST_LINE = 23;

/** @param id unique on the page; names the title and the description of the picture */
export function negotiationPicture(course: Course, lang: Lang, id: string): Html {
  const heads = (['guest', 'host'] as const).map((lane) => ({ lane, lines: headLines(course, lane, lang) }));
  const top = 24 + LINE * Math.max(...heads.map(({ lines }) => lines.length)) + 12;
  const placed = place(course.steps, top);
  const height = placed.end + 14;
  const described = course.sentences.map((sentence) => sentence[lang]).join(lang === 'ja' ? '' : ' ');
  const isForeseen = course.steps.some(({ foreseen }) => foreseen);
  return html`<figure class="picture">
    <svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">
      <title id="${id}-t">${word('picture.title', lang)}</title>
      <desc id="${id}-d">${described}</desc>
      ${heads.map(({ lane, lines }) => head(lane, lines, lang))}
      ${heads.map(({ lane }) => html`<line class="lane" x1="${LANES[lane]}" x2="${LANES[lane]}" y1="${top}" y2="${height}" />`)}
      ${placed.rows.map(({ step, y }) => row(step, y, lang))}</svg
    >${isForeseen ? html`<figcaption>${word('picture.foreseen', lang)}</figcaption>` : ''}
  </figure>`;
}

function headLines({ versions, protocol }: Course, lane: Lane, lang: Lang): string[] {
  const version = versions[lane];
  return version === undefined ? [] : wrapLabel(describeVersion(version, protocol, lang), LONGEST_LINE);
}

function head(lane: Lane, lines: readonly string[], lang: Lang): Html {
  const x = LANES[lane];
  const texts = lines.map((line, i) => html`<text class="small" x="${x}" y="${38 + i * LINE}">${line}</text>`);
  return html`<text class="lane-name" x="${x}" y="18">${word(`picture.${lane}`, lang)}</text>${texts}`;
}

function place(steps: readonly Step[], top: number): { rows: { step: Step; y: number }[]; end: number } {
  let y = top - 10;
  const rows = steps.map((step) => {
    y += STEP;
    const placed = { step, y };
    if (step.logged) y += ROW_OF_EVENT;
    return placed;
  });
  return { rows, end: y };
}

function row(step: Step, y: number, lang: Lang): Html {
  const classes = `step ${step.kind}${step.foreseen ? ' foreseen' : ''}`;
  const from = LANES[step.from];
  const to = LANES[step.from === 'guest' ? 'host' : 'guest'];
  const ahead = Math.sign(to - from);
  const tip = `M${to - 9 * ahead} ${y - 5}L${to - ahead} ${y}L${to - 9 * ahead} ${y + 5}`;
  const middle = WIDTH / 2;
  if (step.kind === 'unclear') return html`<text class="small" x="${middle}" y="${y - 9}">${label(step, lang)}</text>`;
  const arrow = html`<path class="arrow" d="M${from} ${y}H${to - 2 * ahead}" /><path d="${tip}" />`;
  const logged = step.logged ? eventMark(LANES[step.logged], y + ROW_OF_EVENT, lang) : '';
  return html`<g class="${classes}"
      >${arrow}<circle class="dot" cx="${from}" cy="${y}" r="3.5" /><text x="${middle}" y="${y - 9}"
        >${label(step, lang)}</text
      ></g
    >${logged}`;
}

function label({ kind, version }: Step, lang: Lang): string {
  switch (kind) {
    case 'proposes':
      return version === undefined ? word('picture.newest', lang) : word('picture.proposes', lang, { version });
    case 'refuses':
      return `✕ ${word('picture.refuses', lang)}`;
    case 'accepts':
      return `✓ ${word('picture.accepts', lang)}`;
    case 'next':
      return word('picture.next', lang);
    case 'unclear':
      return word('picture.unclear', lang);
    default:
      return kind satisfies never;
  }
}

/** The flag at the lane that logs the event. */
function eventMark(x: number, y: number, lang: Lang): Html {
  return html`<g class="logged"
    ><rect x="${x - 44}" y="${y - 13}" width="88" height="22" rx="11" /><text x="${x}" y="${y + 3}"
      >${word('picture.logged', lang)}</text
    ></g
  >`;
}
