// Draws what the person sees, with the real renderer of Adaptive Cards, and tells what they do.
const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;
const at = (id) => document.getElementById(id);
let thread;
let state;

// Teams reads a little Markdown in texts of cards: a sign after a backslash is the sign itself.
AdaptiveCard.onProcessMarkdown = (text, result) => {
  const place = document.createElement('p');
  place.style.margin = '0';
  for (const [index, part] of text.split('**').entries()) {
    const words = part.replace(/\\([\\`*_{}[\]()<>#+\-.!|~:&@/=$^"'])/g, '$1');
    const node = document.createElement(index % 2 === 1 ? 'b' : 'span');
    node.textContent = words;
    place.append(node);
  }
  result.outputHtml = place.outerHTML;
  result.didProcess = true;
};

function element(name, given = {}, ...children) {
  const made = Object.assign(document.createElement(name), given);
  made.append(...children);
  return made;
}

async function tell(told) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: location.search, ...told });
  const answer = await (await fetch('/do', { method: 'POST', headers, body })).json();
  if (answer.error || answer.status >= 400) alert(answer.error ?? `The app answered ${answer.status}.`);
  const said = answer.body?.value;
  if (answer.body?.type?.endsWith('.message') && said) alert(said);
  await draw();
  return answer;
}

/** Every button gets its place among all as its ID, so that it is known when pressed. */
function numbered(card) {
  const copy = structuredClone(card);
  let count = 0;
  const walk = (value) => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof value.type === 'string' && value.type.startsWith('Action.')) value.id = `b${count++}`;
    for (const [name, each] of Object.entries(value)) if (!['fallback', 'data', 'msteams'].includes(name)) walk(each);
    return undefined;
  };
  walk(copy);
  return copy;
}

function drawCard(card, onPress) {
  const drawn = new AdaptiveCard();
  drawn.hostConfig = new HostConfig(state.hostConfig);
  drawn.onExecuteAction = (action) => {
    const type = action.getJsonTypeName();
    if (type === 'Action.OpenUrl') return window.open(action.url, '_blank', 'noopener');
    const inputs = {};
    for (const input of drawn.getAllInputs()) inputs[input.id] = input.value ?? '';
    return onPress(Number(action.id.slice(1)), inputs);
  };
  drawn.parse(numbered(card));
  return drawn.render() ?? element('p', { textContent: '(a card that cannot be drawn)' });
}

function drawMessage({ id, thread: root, from, text, card, isPrivate, isEdited }) {
  const names = ['message', from === state.user.name && 'mine', root && 'reply', isPrivate && 'private'];
  const article = element('article', { className: names.filter(Boolean).join(' ') });
  const explain = element('button', { textContent: 'Explain this event' });
  explain.addEventListener('click', () => tell({ act: 'explain', message: id }));
  const notes = [isPrivate && 'only you see this', isEdited && 'edited'].filter(Boolean).join(', ');
  const header = element('header', {}, element('b', { textContent: from }), notes, explain);
  const here = state.places.find((place) => place.id === state.where);
  if (here.type === 'channel') {
    const reply = element('button', { textContent: 'Reply' });
    reply.addEventListener('click', () => {
      thread = id;
      at('thread').textContent = `Replying to ${from}`;
      at('thread').hidden = false;
    });
    header.append(reply);
  }
  article.append(header);
  if (text) article.append(element('p', { className: 'text', textContent: text }));
  if (card) article.append(drawCard(card, (button, inputs) => tell({ act: 'click', message: id, button, inputs })));
  return article;
}

function link(place) {
  const query = new URLSearchParams({ user: state.user.name, in: place.id });
  const a = element('a', { href: `?${query}`, textContent: `${place.type === 'channel' ? '# ' : ''}${place.name}` });
  if (place.id === state.where) a.setAttribute('aria-current', 'page');
  return element('li', {}, a);
}

function drawDialog() {
  const { dialog } = state;
  const place = at('dialog');
  if (!dialog) return place.close();
  const close = element('button', { textContent: 'Close' });
  close.addEventListener('click', () => tell({ act: 'close' }));
  const shown = dialog.card
    ? drawCard(dialog.card, (button, inputs) => tell({ act: 'submit', button, inputs }))
    : element('p', { className: 'text', textContent: dialog.text ?? '' });
  place.replaceChildren(element('h2', { textContent: dialog.title ?? '' }), shown, close);
  if (!place.open) place.showModal();
  return undefined;
}

let drawn = '';
async function draw() {
  const fresh = await (await fetch(`/state${location.search}`)).text();
  if (fresh === drawn) return;
  drawn = fresh;
  state = JSON.parse(fresh);
  at('people').replaceChildren(
    ...state.people.map((name) => element('option', { textContent: name, selected: name === state.user.name })),
  );
  at('places').replaceChildren(...state.places.map(link));
  at('messages').replaceChildren(...state.messages.map(drawMessage));
  at('messages').scrollTop = at('messages').scrollHeight;
  at('composed').hidden = !state.composed;
  if (state.composed) {
    const send = element('button', { textContent: 'Send this card' });
    send.addEventListener('click', () => tell({ act: 'send' }));
    at('composed').replaceChildren(
      drawCard(state.composed, () => undefined),
      send,
    );
  }
  drawDialog();
}

async function filesOf(input) {
  const read = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { name: file.name, base64: btoa(text) };
  };
  return Promise.all([...input.files].map(read));
}

at('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { text, targeted, files } = event.target.elements;
  const told = {
    act: 'say',
    text: text.value,
    targeted: targeted.checked,
    files: await filesOf(files),
    message: thread,
  };
  event.target.reset();
  thread = undefined;
  at('thread').hidden = true;
  await tell(told);
});
at('composer').elements.text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
at('search').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { composeExtension = {} } = await tell({ act: 'search', text: event.target.elements.text.value });
  const results = (composeExtension.attachments ?? []).map(({ content, preview }) => {
    const button = element('button', { textContent: preview?.content.title ?? '' });
    button.append(element('small', { textContent: preview?.content.text ?? '' }));
    button.addEventListener('click', () => tell({ act: 'insert', card: content }));
    return button;
  });
  at('results').replaceChildren(composeExtension.text ?? '', ...results);
});
at('people').addEventListener('change', (event) => {
  location.search = new URLSearchParams({ user: event.target.value });
});
document.querySelector('aside').addEventListener('click', (event) => {
  const { act } = event.target.dataset;
  if (act) void tell({ act });
});
at('dialog').addEventListener('cancel', (event) => {
  event.preventDefault();
  void tell({ act: 'close' });
});

let timer;
new EventSource('/changes').addEventListener('message', () => {
  clearTimeout(timer);
  timer = setTimeout(draw, 50);
});
void draw();
