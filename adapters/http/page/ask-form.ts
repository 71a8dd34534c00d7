/** The form on the start page: what it looks like, and what it sent. */
import { FILE_ENDINGS } from '../../../src/files/read-file.ts';
import type { Lang } from '../../../src/lang.ts';
import { boxed, html, type Html, raw } from './markup.ts';
import type { Form } from './read-form.ts';
import { word } from './words.ts';

/** More answers than a paste can ask for are nobody's. */
const MOST_ANSWERS = 500;
const ANSWER = /^([a-z0-9-]{1,90}\/[a-z0-9-]{1,90}\/[a-z0-9-]{1,90}):(yes|no)$/;

/** What a person asked: a text or a file, with the answers given so far. */
export interface Asked {
  text: string;
  file?: File;
  /** Question id -> yes (true) or no. The last answer counts. */
  answers: Map<string, boolean>;
  /** Characters that were left out when the text was first asked, so that it still says so. */
  cut: number;
  lang?: string;
}

/** What the form says. */
export function readAsked(form: Form): Asked {
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  const file = form.getAll('file').find((value) => value instanceof File && value.size > 0);
  const lang = texts('lang')[0];
  return {
    text: texts('text')[0] ?? '',
    ...(file instanceof File && { file }),
    cut: /^\d{1,9}$/.test(texts('cut')[0] ?? '') ? Number(texts('cut')[0]) : 0,
    answers: readAnswers(texts('answer'), new Set(texts('undo'))),
    ...(lang !== undefined && { lang }),
  };
}

function readAnswers(values: readonly string[], takenBack: ReadonlySet<string>): Map<string, boolean> {
  const answers = new Map<string, boolean>();
  for (const value of values.slice(0, MOST_ANSWERS)) {
    const [, id, said] = ANSWER.exec(value) ?? [];
    if (id !== undefined && !takenBack.has(id)) answers.set(id, said === 'yes');
  }
  return answers;
}

/** The paste box with its file field. Works as a plain form; the script sends it in place and takes dropped files. */
export function askForm(lang: Lang, text: string): Html {
  return html`<form
    class="ask"
    id="ask"
    method="post"
    action="/#results"
    enctype="multipart/form-data"
    data-live="#results"
    data-failed="${word('ask.failed', lang)}"
    data-large="${word('error.tooLarge.hint', lang)}"
  >
    <div class="paste">
      <label for="text">${word('ask.label', lang)}</label>
      ${pasteBox(text, { rows: 7, hint: 'text-hint' })}
      <p class="hint" id="text-hint">${word('ask.hint', lang)}</p>
      <div class="send">
        ${fileField(lang)}
        <button class="primary">
          ${word('ask.submit', lang)}<kbd aria-hidden="true">${word('ask.keys', lang)}</kbd>
        </button>
      </div>
      <p class="drop-here" aria-hidden="true">${word('ask.drop', lang)}</p>
    </div>
  </form>`;
}

/** The box for pastes, of which a page has one. In one piece: a formatter of templates may put a line end inside the tags. */
export function pasteBox(text: string, { rows, hint }: { rows: number; hint: string }): Html {
  const attributes = `id="text" name="text" rows="${rows}" aria-describedby="${hint}"`;
  const typing = 'spellcheck="false" autocapitalize="off" autocomplete="off" dir="auto" translate="no"';
  return html`${raw(`<textarea ${attributes} ${typing}>`)}${boxed(text)}${raw('</textarea>')}`;
}

function fileField(lang: Lang): Html {
  return html`<div class="file">
    <label for="file">${word('ask.file', lang)}</label>
    <input type="file" id="file" name="file" accept="${FILE_ENDINGS.join(',')}" aria-describedby="file-hint" />
    <span class="hint" id="file-hint">${word('ask.file.hint', lang)}</span>
  </div>`;
}

/** The same question once more, for the buttons of answers and of the language. Never edited, so that answers stay with their text. */
export function againForm({ text, answers, cut }: Pick<Asked, 'text' | 'answers' | 'cut'>, lang: Lang): Html {
  const given = [...answers].map(
    ([id, yes]) => html`<input type="hidden" name="answer" value="${id}:${yes ? 'yes' : 'no'}" />`,
  );
  return html`<form
    id="again"
    method="post"
    action="/#results"
    enctype="multipart/form-data"
    data-live="#results"
    data-failed="${word('ask.failed', lang)}"
  >
    <input type="hidden" name="text" value="${text}" /><input type="hidden" name="cut" value="${cut}" />${given}
  </form>`;
}
