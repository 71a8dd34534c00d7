/** The page of FakeSlack: people and channels on the left, a channel, the home tab, a thread, and the open modal. */
import { drawMessage, drawView } from './draw-blocks.ts';
import { drawTextObject } from './draw-text.ts';
import type { FakeSlack } from './fake-slack.ts';
import { escapeHtml } from './html.ts';
import type { Channel, Message, View } from './state.ts';
import type { User } from './user.ts';

export interface Shown {
  user: User;
  channel: Channel;
  tab: 'messages' | 'home';
  thread?: string;
}

const LOCALES: readonly string[] = ['en-US', 'en-GB', 'ja-JP', 'de-DE'];

/** The whole document. */
export function drawPage(slack: FakeSlack, shown: Shown): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>FakeSlack: ${escapeHtml(shown.user.name)}</title>
<link rel="stylesheet" href="/page/page.css"><script type="module" src="/page/page.js"></script></head>
<body><div id="app">${drawApp(slack, shown)}</div></body></html>`;
}

function drawApp(slack: FakeSlack, shown: Shown): string {
  const { user, channel, tab, thread } = shown;
  const messages = channel.withUser === undefined ? user.sees(channel.id) : user.seesDm();
  const main = tab === 'home' ? drawHome(user.home()) : drawMessages(slack, messages, shown);
  const aside =
    thread === undefined
      ? ''
      : `<aside><h2>Thread</h2>${drawMessages(slack, user.thread(thread), shown)}${drawComposer(shown, thread)}</aside>`;
  const composer = tab === 'home' ? '' : drawComposer(shown);
  const modal = user.modals().at(-1);
  return `<nav>${drawNavigation(slack, shown)}</nav><main><h1>${escapeHtml(title(shown))}</h1><div class="messages">${main}</div>${composer}</main>${aside}${modal === undefined ? '' : drawModal(modal)}`;
}

function title({ channel, tab }: Shown): string {
  if (tab === 'home') return 'hvevent: Home';
  return channel.kind === 'im' ? 'hvevent: Messages' : `# ${channel.name}`;
}

function drawNavigation({ state, workspaces }: FakeSlack, shown: Shown): string {
  const { user, channel, tab } = shown;
  const team = workspaces.find(({ id }) => id === user.team);
  const people = [...state.people.values()].filter((person) => person.team === user.team && !person.isBot);
  const channels = [...state.channels.values()].filter(({ team: id, kind }) => id === user.team && kind !== 'im');
  const link = (to: Partial<Record<'user' | 'channel' | 'tab', string>>, label: string, current: boolean) =>
    `<li><a href="?${escapeHtml(new URLSearchParams({ user: user.id, ...to }).toString())}"${current ? ' aria-current="page"' : ''}>${escapeHtml(label)}</a></li>`;
  const locales = LOCALES.map(
    (locale) => `<option${locale === user.locale ? ' selected' : ''}>${escapeHtml(locale)}</option>`,
  );
  return `<h2>${escapeHtml(team?.name ?? 'Workspace')}</h2>
<ul>${people.map(({ id, name, locale }) => link({ user: id, channel: channel.id }, `${name} (${locale})`, id === user.id)).join('')}</ul>
<label>Language <select data-act="locale">${locales.join('')}</select></label>
<ul>${channels.map(({ id, name }) => link({ channel: id }, `# ${name}`, id === channel.id && tab === 'messages')).join('')}</ul>
<ul>${link({ channel: user.im().id }, 'hvevent: Messages', channel.kind === 'im' && tab === 'messages')}${link({ tab: 'home' }, 'hvevent: Home', tab === 'home')}</ul>
<button type="button" data-act="reload">Reload (ephemeral messages go)</button>`;
}

function drawMessages(slack: FakeSlack, messages: readonly Message[], shown: Shown): string {
  return messages.map((message) => drawOne(slack, message, shown)).join('');
}

function drawOne({ state }: FakeSlack, message: Message, { user, channel }: Shown): string {
  const author = state.people.get(message.user)?.name ?? (message.user === 'USLACKBOT' ? 'Slackbot' : 'another bot');
  const isEphemeral = message.ephemeralTo !== undefined;
  const note = isEphemeral ? '<small class="private">Only visible to you</small>' : '';
  const files = (message.files ?? [])
    .map((id) => `<p class="file">📎 ${escapeHtml(state.files.get(id)?.name)}</p>`)
    .join('');
  const replies = state.messages.filter(
    ({ thread_ts: thread, channel: id }) => thread === message.ts && id === channel.id,
  ).length;
  const query = new URLSearchParams({
    user: user.id,
    channel: channel.id,
    thread: message.thread_ts ?? message.ts,
  }).toString();
  const tools = isEphemeral
    ? ''
    : `<p class="tools"><a href="?${escapeHtml(query)}">${replies > 0 ? `${replies} replies` : 'Reply in thread'}</a>
<button type="button" data-act="shortcut" data-target="message:${escapeHtml(message.ts)}">Explain this event</button></p>`;
  const reactions = (message.reactions ?? []).map(({ name }) => `:${escapeHtml(name)}:`).join(' ');
  return `<article class="${isEphemeral ? 'ephemeral' : ''}${message.notice === undefined ? '' : ' notice'}"><b>${escapeHtml(author)}</b> ${note}
<div class="content">${drawMessage(message)}${files}</div>${reactions}${tools}</article>`;
}

function drawHome(view: View | undefined): string {
  return view === undefined ? '<p>The app has published no home tab yet.</p>' : `<article>${drawView(view)}</article>`;
}

function drawComposer({ channel }: Shown, thread?: string): string {
  const help = channel.kind === 'im' ? 'Write to hvevent' : '/hvevent 26, @hvevent 26, or anything else';
  const inThread = thread === undefined ? '' : ` data-thread="${escapeHtml(thread)}"`;
  return `<form class="composer" data-act="send"${inThread}><textarea name="text" rows="3" placeholder="${escapeHtml(help)}" aria-label="Message"></textarea>
<input type="file" name="files" multiple aria-label="Files"><button class="primary">Send</button></form>`;
}

function drawModal(view: View): string {
  const { payload } = view;
  const submit =
    payload['submit'] === undefined ? '' : `<button class="primary">${drawTextObject(payload['submit'])}</button>`;
  const close = payload['close'] === undefined ? 'Cancel' : drawTextObject(payload['close']);
  const notice = view.notice === undefined ? '' : `<p class="error" role="alert">${escapeHtml(view.notice)}</p>`;
  return `<div class="backdrop"><form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" data-act="submit" data-target="view:${escapeHtml(view.id)}">
<h2 id="modal-title">${drawTextObject(payload['title'])}</h2>${notice}<div class="content">${drawView(view)}</div>
<footer><button type="button" data-act="close" data-target="view:${escapeHtml(view.id)}">${close}</button>${submit}</footer></form></div>`;
}
