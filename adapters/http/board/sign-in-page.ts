/** Signing in: one field, one button. */
import type { Lang } from '../../../src/lang.ts';
import { html, type Html } from '../page/markup.ts';
import { BOARD, SIGN_IN } from './addresses.ts';
import { tell } from './board-words.ts';
import { hiddenFields } from './deeds.ts';

export interface SignInContent {
  lang: Lang;
  /** Where it leads. */
  next: string;
  /** The token was none of ours. */
  isWrong?: boolean;
  /** The visitor came over a network without encryption. */
  isInsecure?: boolean;
}

export function signInContent({ lang, next, isWrong = false, isInsecure = false }: SignInContent): Html {
  const described = isWrong ? 'token-wrong token-hint' : 'token-hint';
  return html`<div class="hero"><h1>${tell('signIn.title', lang)}</h1></div>
    <form class="panel sign-in" method="post" action="${SIGN_IN}">
      ${next === BOARD ? '' : hiddenFields({ next })}
      <label for="token">${tell('signIn.token', lang)}</label>
      <input
        type="password"
        id="token"
        name="token"
        autocomplete="current-password"
        aria-describedby="${described}"
        aria-invalid="${String(isWrong)}"
        maxlength="1024"
        required
        autofocus
      />
      ${
        isWrong
          ? html`<p class="wrong" id="token-wrong" role="alert">
              ${tell('signIn.wrong', lang)} ${tell('signIn.wrong.hint', lang)}
            </p>`
          : ''
      }
      <p class="hint" id="token-hint">${tell('signIn.hint', lang)}</p>
      ${isInsecure ? html`<p class="wrong">${tell('signIn.insecure', lang)}</p>` : ''}
      <button class="primary">${tell('signIn.do', lang)}</button>
    </form>
    <p class="back"><a href="${next}">${tell('signIn.already', lang)}</a></p>`;
}
