/** A table that scrolls by itself on a narrow screen, also by keyboard. */
import { html, type Html } from './markup.ts';

/** @param heads cells of the head row; @param rows whole rows; @param label what a screen reader calls it */
export function scrollTable({ label, heads, rows }: { label: string; heads: Html; rows: readonly Html[] }): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
