// Runs in the browser: asks whether files have changed and, when they have, puts the new page in place of the old one,
// with the place in the mail and what had the focus kept.
const told = document.getElementById('told');

const frameOf = () => document.querySelector('iframe');

function keepPlace() {
  const old = frameOf()?.contentWindow?.scrollY ?? 0;
  const focused = document.activeElement?.id;
  return () => {
    const frame = frameOf();
    frame?.addEventListener('load', () => frame.contentWindow?.scrollTo(0, old), { once: true });
    if (focused) document.getElementById(focused)?.focus();
  };
}

async function refresh() {
  const answer = await fetch(location.href);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const restore = keepPlace();
  document.title = next.title;
  document.body.dataset.version = next.body.dataset.version;
  for (const id of ['mails', 'mail']) document.getElementById(id).replaceWith(next.getElementById(id));
  restore();
  told.textContent = `Made anew at ${new Date().toLocaleTimeString()}`;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function follow() {
  for (;;) {
    try {
      const { version } = document.body.dataset;
      const answer = await fetch(`/changes/${version}`);
      if (answer.ok && (await answer.text()) !== version) await refresh();
      else if (!answer.ok) await pause(1000);
    } catch {
      told.textContent = 'The preview has ended. Start it again, and this page goes on.';
      await pause(1000);
    }
  }
}

await follow();
