// Conveniences only: every form and link works without this file.
// A form with data-live is sent in place: of the page that comes back, only the region it names is taken.
const statusLine = document.getElementById('status');
const MOST_FILE_BYTES = 20 * 1024 * 1024;
let running;

document.documentElement.classList.add('scripted');

function say(text, { failed = false, shown = false } = {}) {
  if (!statusLine) return;
  statusLine.textContent = text;
  statusLine.classList.toggle('failed', failed);
  statusLine.classList.toggle('shown', failed || shown);
}

/** The request that a form makes when the browser sends it. */
function requestOf(form, submitter) {
  const data = new FormData(form, submitter);
  if (form.method === 'get') {
    const query = new URLSearchParams([...data].filter(([, value]) => value !== ''));
    return [`${form.getAttribute('action')}?${query}`, {}];
  }
  const multipart = form.enctype === 'multipart/form-data';
  const body = multipart ? data : new URLSearchParams([...data]);
  return [form.getAttribute('action').split('#')[0], { method: 'POST', body }];
}

function regionOf(form) {
  const { live } = form.dataset;
  return live === 'this' ? form : live && document.querySelector(live);
}

async function send(form, submitter) {
  const live = form.dataset.live;
  const typing = 'typing' in form.dataset;
  running?.abort();
  const mine = (running = new AbortController());
  const region = regionOf(form);
  region.setAttribute('aria-busy', 'true');
  if (live === '#results') say(statusLine.dataset.busy, { shown: true });
  try {
    const [url, init] = requestOf(form, submitter);
    const response = await fetch(url, { ...init, signal: mine.signal });
    if (!response.headers.get('content-type')?.startsWith('text/html')) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (live === 'this') thank(form, page);
    else put(live, page);
    if (live === '#results') put('#tries', page);
    if (typing) history.replaceState(null, '', url);
    if (live === '#results') arrived(page, response.ok);
  } catch (error) {
    if (error.name === 'AbortError') return;
    if (live === 'this') form.append(note(form.dataset.failed));
    else say(form.dataset.failed ?? '', { failed: true });
  } finally {
    if (running === mine) {
      running = undefined;
      region.removeAttribute('aria-busy');
    }
  }
}

function put(selector, page) {
  const fresh = page.querySelector(selector);
  if (!fresh) throw new Error('no such region');
  const old = document.querySelector(selector);
  old.replaceChildren(...fresh.childNodes);
  old.removeAttribute('aria-busy');
  prepare(old);
}

/** The answer is there: the title and the status say which, and the focus goes to it. */
function arrived(page, wasRead) {
  const results = document.getElementById('results');
  const file = document.getElementById('file');
  // What was refused may be sent again.
  if (file && wasRead) file.value = '';
  document.title = page.title;
  say(page.title.split(' · ').slice(0, -1).join(', '));
  results.focus({ preventScroll: true });
  results.scrollIntoView({ block: 'start' });
}

function thank(form, page) {
  const said = page.querySelector('.thanks');
  if (!said) throw new Error('not stored');
  const thanks = note(said.textContent);
  form.replaceChildren(thanks);
  thanks.focus();
}

function note(text) {
  const p = document.createElement('p');
  p.setAttribute('role', 'status');
  p.tabIndex = -1;
  p.textContent = text;
  return p;
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(source.value);
    button.textContent = button.dataset.done;
  } catch {
    // Without https browsers have no clipboard: the text is selected, to be copied by hand.
    source.focus();
    source.select();
    button.textContent = button.dataset.failed;
  }
  setTimeout(() => (button.textContent = label), 2500);
}

/** Buttons that need this file are hidden without it. */
function prepare(root) {
  for (const button of root.querySelectorAll('[data-copy]')) button.hidden = false;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  // Another language changes the whole page.
  if (!regionOf(form) || event.submitter?.name === 'lang') return;
  event.preventDefault();
  void send(form, event.submitter);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) void copy(button);
  // An answer that was fetched must come along into the other language.
  const language = event.target.closest('[data-lang]');
  const again = document.getElementById('again');
  if (!language || !again) return;
  event.preventDefault();
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name: 'lang', value: language.dataset.lang });
  again.append(field);
  again.submit();
});

for (const form of document.querySelectorAll('[data-typing]')) {
  let timer;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(form), 120);
  });
}

const ask = document.getElementById('ask');
if (ask) {
  ask.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask.requestSubmit();
  });
  acceptDrops(ask);
}

function hasFile(event) {
  return event.dataTransfer?.types.includes('Files');
}

function acceptDrops(form) {
  const input = form.querySelector('[type=file]');
  if (!input) return;
  document.addEventListener('dragover', (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    form.classList.add('dropping');
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) form.classList.remove('dropping');
  });
  document.addEventListener('drop', (event) => {
    form.classList.remove('dropping');
    if (!hasFile(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return;
    const one = new DataTransfer();
    one.items.add(file);
    input.files = one.files;
    if (fits(input)) form.requestSubmit();
  });
  input.addEventListener('change', () => fits(input));
}

/** Sending what the server refuses would only take long. */
function fits(input) {
  const large = [...input.files].some((file) => file.size > MOST_FILE_BYTES);
  if (large) input.value = '';
  say(large ? ask.dataset.large : '', { failed: large });
  return !large;
}

prepare(document);
