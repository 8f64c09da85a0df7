// How long it takes in <fieldcall-builder> from a key to painted diagnostics and request:
//   node tests/web/elements/builder_latency.mjs
// Chromium's own event timing: from the key's time stamp to the frame that shows what came of it. In
// steps of 8 ms, as the browser tells it. Prints; asserts nothing.

import { launch } from "../chromium.mjs";
import { jsonEditor, openBuilder, vat, vatAnswer } from "./builder_page.mjs";
import { servePages } from "./page.mjs";

const keys_per_run = 120;
const text = "/the quick brown fox {data.a} jumps";

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function measure(page, label, focus) {
  await focus();
  await page.evaluate(() => {
    window.timings = [];
    window.observer?.disconnect();
    window.observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === "keydown")
          window.timings.push([entry.duration, entry.processingEnd - entry.processingStart]);
      }
    });
    window.observer.observe({ type: "event", durationThreshold: 16, buffered: false });
    window.frames = [];
    window.addEventListener(
      "keydown",
      (event) => {
        const from = event.timeStamp;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.frames.push(performance.now() - from);
          port2.postMessage(0);
        });
      },
      { capture: true },
    );
  });
  for (let count = 0; count < keys_per_run; count += 1) {
    await page.keyboard.type(text[count % text.length]);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(300);
  const { frames, slow } = await page.evaluate(() => ({
    frames: window.frames,
    slow: window.timings.map(([duration]) => duration),
  }));
  frames.sort((a, b) => a - b);
  const ms = (value) => `${value.toFixed(1)} ms`.padStart(9);
  const worst = slow.length > 0 ? Math.max(...slow) : 0;
  console.log(
    `${label.padEnd(34)} median ${ms(quantile(frames, 0.5))}   p95 ${ms(quantile(frames, 0.95))}   ` +
      `max ${ms(frames.at(-1))}   event timing: ${slow.filter((duration) => duration > 50).length} over 50 ms, worst ${worst} ms`,
  );
}

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
try {
  const [browser, address] = await Promise.all([launch(owner), servePages(owner)]);
  const properties = { ...vat, sample: vatAnswer };
  const { page } = await openBuilder(owner, browser, address, properties);
  console.log(
    `from a key to the painted diagnostics and request, ${keys_per_run} keys each, ${browser.version()}`,
  );
  await measure(page, "form, address", () => page.getByLabel("Address", { exact: true }).focus());
  await measure(page, "form, help text", () => page.getByLabel("Help text").focus());
  const { page: second } = await openBuilder(owner, browser, address, properties);
  const editor = await jsonEditor(second);
  await measure(second, "JSON", async () => {
    await editor.getByText('"Asks VIES').click();
  });
} finally {
  for (const work of cleanups.reverse()) await work();
}
