// Starts the page. Imports what may fail to load late, so that it can be said in words.

import { takeFragment } from "./address.js";
import { Columns } from "./columns.js";
import { Notice } from "./notice.js";
import { ServerError } from "./server.js";
import { Settings } from "./settings.js";

const settings = new Settings();
const notice = new Notice(settings);
const fragment = takeFragment();

start().catch((error) => {
  document.getElementById("loading").hidden = true;
  notice.show("error", "load.failed", { reason: reasonOf(error) });
});

async function start() {
  const [fieldcall, { Answers }, { DemoPage }] = await Promise.all([
    import("fieldcall"),
    import("./answers.js"),
    import("./demo_page.js"),
    import("fieldcall/elements"),
  ]);
  const answers = new Answers(fieldcall, (code) => showTrouble(answers, code));
  await answers.prepare();
  if (fragment.token !== null) await connect(answers, fragment.token);
  // A link may come from anybody: its fields do not run live by themselves.
  if (answers.canBeLive && fragment.share === null) answers.choose("live");

  document.getElementById("loading").hidden = true;
  document.getElementById("version").textContent = `fieldcall ${answers.engine.version}`;
  const page = new DemoPage({ settings, notice, columns: new Columns(), answers });
  page.open(fragment.share);
  bindSource(answers, page);
  addEventListener("hashchange", () => followAddress(answers, page));
  watchErrors();
}

async function connect(answers, token) {
  try {
    await answers.connect(token);
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    notice.show("error", `server.${error.code}`);
  }
}

async function followAddress(answers, page) {
  const { token, share } = takeFragment();
  if (token !== null) {
    await connect(answers, token);
    if (share === null && !page.isLinked) answers.choose("live");
  }
  if (share !== null) page.openLink(share);
}

function showTrouble(answers, code) {
  if (code === null) {
    notice.hide("server.gone");
    notice.hide("server.token_refused");
  } else if (answers.source === "live") {
    const run = () => answers.choose("samples");
    notice.show("error", `server.${code}`, {}, { key: "server.use_samples", run });
  }
}

function bindSource(answers, page) {
  const source = document.getElementById("source");
  const weather = document.getElementById("weather");
  const note = document.getElementById("source-note");
  source.addEventListener("change", () => {
    page.chooseSource(source.value);
    source.value = answers.source;
  });
  weather.addEventListener("change", () => answers.chooseWeather(weather.value));
  const show = () => {
    source.value = answers.source;
    document.getElementById("source-choice").hidden = !answers.canBeLive;
    weather.disabled = answers.source === "live";
    document.documentElement.dataset.source = answers.source;
    const values = { origin: answers.apiBase };
    note.textContent = settings.t(`source.note.${answers.source}`, values);
  };
  answers.follow(show);
  settings.follow(show);
}

function watchErrors() {
  const show = (reason) => {
    // Observers that cannot keep up within a frame: harmless, and told as an error by browsers.
    if (!reason.startsWith("ResizeObserver")) notice.show("error", "load.error", { reason });
  };
  addEventListener("error", ({ message }) => show(message));
  addEventListener("unhandledrejection", ({ reason }) => show(reasonOf(reason)));
}

function reasonOf(error) {
  return String(error?.message ?? error).slice(0, 200);
}
