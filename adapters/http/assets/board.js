// Conveniences of the alerts board only: every form and link works without this file.
// Regions with data-fresh are taken from the page as the server draws it anew; those that say "deed" only after a button.
const live = document.getElementById('live');
/** Between two looks, however much happens. Milliseconds. */
const LEAST_GAP = 2000;
/** Times and figures grow old by themselves. */
const LONGEST_GAP = 60_000;
let source;
let timer;
let lookedAt = 0;
let looking = false;

function isTyping(region) {
  const at = document.activeElement;
  return at !== null && region.contains(at) && at.matches('input, select, textarea');
}

/** What is open stays open, and the focus where it is. */
function put(old, fresh) {
  if (old.innerHTML === fresh.innerHTML) return;
  const unfolded = [...old.querySelectorAll('details[open][id]')].map(({ id }) => id);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
  old.replaceChildren(...fresh.childNodes);
  const role = fresh.getAttribute('role');
  if (role) old.setAttribute('role', role);
  for (const id of unfolded) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  for (const button of old.querySelectorAll('[data-copy]')) button.hidden = false;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function pageOf(response) {
  if (!response.headers.get('content-type')?.startsWith('text/html')) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

function take(page, selector, { always = false } = {}) {
  for (const fresh of page.querySelectorAll(selector)) {
    const old = document.getElementById(fresh.id);
    if (old && (always || !isTyping(old))) put(old, fresh);
  }
}

/** The page as it is now. */
async function look() {
  if (looking) return;
  looking = true;
  clearTimeout(timer);
  try {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
    // Signed out meanwhile, or no more there.
    if (response.redirected || [403, 404].includes(response.status)) location.reload();
    if (!response.ok) throw new Error(String(response.status));
    const page = await pageOf(response);
    take(page, '[data-fresh=""]');
    lookedAt = Date.now();
  } catch {
    show(false);
  } finally {
    looking = false;
    later(LONGEST_GAP);
  }
}

function later(milliseconds) {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(() => void look(), milliseconds);
}

function soon() {
  later(Math.max(0, lookedAt + LEAST_GAP - Date.now()));
}

function show(isLive) {
  live.hidden = false;
  live.classList.toggle('off', !isLive);
  live.textContent = isLive ? live.dataset.on : live.dataset.off;
}

function concerns(news) {
  const [, id] = /^\/alerts\/([^/]+)$/.exec(location.pathname) ?? [];
  return id === undefined || news.all === true || news.ids.includes(decodeURIComponent(id));
}

/** One connection a tab that is looked at: browsers allow few to one server. */
function listen() {
  if (source || document.hidden) return;
  source = new EventSource(live.dataset.stream);
  source.addEventListener('hello', () => show(true));
  source.addEventListener('changed', (event) => {
    if (concerns(JSON.parse(event.data))) soon();
  });
  source.addEventListener('error', () => {
    show(false);
    // The browser has given up: refused, or no stream.
    if (source?.readyState === EventSource.CLOSED) {
      stop();
      setTimeout(listen, 30_000);
      soon();
    }
  });
  source.addEventListener('ended', () => {
    stop();
    void look();
  });
}

function stop() {
  source?.close();
  source = undefined;
}

async function deed(form, submitter) {
  const buttons = form.querySelectorAll('button');
  const body = new URLSearchParams([...new FormData(form, submitter)]);
  for (const button of buttons) button.disabled = true;
  try {
    const response = await fetch(form.getAttribute('action'), { method: 'POST', body });
    const page = await pageOf(response);
    const said = page.getElementById('said');
    if (!said) {
      location.assign(response.url);
      return;
    }
    take(page, '[data-fresh=deed]', { always: true });
    const mine = document.getElementById('said');
    if (!said.dataset.fresh) mine.replaceChildren(...said.childNodes);
    mine.focus({ preventScroll: true });
    mine.scrollIntoView({ block: 'nearest' });
    form.closest('details')?.removeAttribute('open');
  } catch {
    // Sent as the browser does it: its own page says what is wrong.
    for (const button of buttons) button.disabled = false;
    if (submitter?.name) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name: submitter.name, value: submitter.value });
      form.append(field);
    }
    form.submit();
    return;
  }
  for (const button of buttons) button.disabled = false;
  await look();
}

if (live) {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!('deed' in form.dataset)) return;
    event.preventDefault();
    void deed(form, event.submitter);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stop();
      clearTimeout(timer);
    } else {
      listen();
      soon();
    }
  });
  listen();
  later(LONGEST_GAP);
}
