// Sends what a person does and draws the page anew after every change. The server draws; this file only carries.
const app = document.getElementById('app');

async function tell(message) {
  const body = JSON.stringify({ query: location.search, ...message });
  const response = await fetch('/page/do', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const answer = await response.json();
  if (!answer.ok) alert(answer.error);
  await draw();
}

let drawing = false;
let again = false;

async function draw() {
  if (drawing) {
    again = true;
    return;
  }
  drawing = true;
  const html = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('app');
  keepTyped(fresh);
  app.replaceChildren(...fresh.childNodes);
  const messages = app.querySelector('.messages');
  messages.scrollTop = messages.scrollHeight;
  drawing = false;
  if (again) {
    again = false;
    await draw();
  }
}

/** What is being typed, and what is unfolded, must survive a change that somebody else made. */
function keepTyped(fresh) {
  const focused = document.activeElement;
  for (const [index, form] of [...app.querySelectorAll('form')].entries()) {
    const twin = fresh.querySelectorAll('form')[index];
    if (!twin || twin.dataset.target !== form.dataset.target) continue;
    for (const field of form.querySelectorAll('textarea, input, select')) {
      const other = [...twin.elements].find(
        (each) =>
          each.name === field.name &&
          each.type === field.type &&
          ((field.type !== 'radio' && field.type !== 'checkbox') || each.value === field.value),
      );
      if (!other) continue;
      if (field.type === 'file') other.replaceWith(field);
      else if (field.type === 'radio' || field.type === 'checkbox') other.checked = field.checked;
      else other.value = field.value;
      if (field === focused) queueMicrotask(() => other.isConnected && other.focus());
    }
  }
  const before = [...app.querySelectorAll('details')];
  for (const [index, details] of [...fresh.querySelectorAll('details')].entries())
    if (before[index]) details.open = before[index].open;
}

async function filesOf(input) {
  const read = (file) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.addEventListener('error', reject);
      reader.addEventListener('load', () => resolve({ name: file.name, base64: reader.result.split(',')[1] ?? '' }));
      reader.readAsDataURL(file);
    });
  return Promise.all([...(input?.files ?? [])].map(read));
}

async function valueOf(form, name) {
  const fields = [...form.elements].filter((field) => field.name === name);
  const [first] = fields;
  if (first.type === 'file') return filesOf(first);
  if (first.type === 'checkbox') return fields.filter((field) => field.checked).map((field) => field.value);
  if (first.type === 'radio') return fields.find((field) => field.checked)?.value ?? '';
  if (first.type === 'select-multiple') return [...first.selectedOptions].map((option) => option.value).filter(Boolean);
  return first.value;
}

app.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  if (button) void tell({ ...button.dataset });
});

app.addEventListener('change', (event) => {
  const field = event.target.closest('[data-act]');
  if (!field || field.tagName === 'FORM') return;
  if (field.dataset.act === 'locale') {
    void tell({ act: 'locale', locale: field.value });
    return;
  }
  const boxes =
    field.type === 'checkbox'
      ? [...app.querySelectorAll('input[type=checkbox]')].filter((box) => box.name === field.name && box.checked)
      : undefined;
  void tell({ ...field.dataset, given: boxes ? boxes.map((box) => box.value) : field.value });
});

app.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const { act, thread, target } = form.dataset;
  if (act === 'send') {
    const files = await filesOf(form.elements.files);
    const text = form.elements.text.value;
    form.reset();
    return tell({ act, thread, text, files });
  }
  const values = {};
  for (const name of new Set([...form.elements].map((field) => field.name).filter(Boolean)))
    values[name] = await valueOf(form, name);
  return tell({ act, target, values });
});

app.addEventListener('keydown', (event) => {
  const isSend =
    event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.closest('.composer textarea');
  if (!isSend) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

let timer;
new EventSource('/page/changes').addEventListener('message', () => {
  clearTimeout(timer);
  timer = setTimeout(draw, 50);
});
const tab = new URLSearchParams(location.search).get('tab');
if (tab === 'home') void tell({ act: 'home' });
