// axe-core finds nothing on the demo page: light and dark, wide and narrow, well and in trouble. The
// pictures beside are for a person to look at.

import test, { after, before } from "node:test";
import { launch } from "../chromium.mjs";
import { assertAccessible, openDemo, screenshot, serveDemo, waitForState } from "./demo.mjs";

const cleanups = [];
const owner = { after: (work) => cleanups.push(work) };
let browser, url;

before(async () => {
  [browser, url] = await Promise.all([launch(owner), serveDemo(owner)]);
});

after(async () => {
  for (const work of cleanups.reverse()) await work();
});

for (const theme of ["light", "dark"]) {
  test(`wide, ${theme}`, async (t) => {
    const { page } = await openDemo(t, browser, url, { theme });
    await waitForState(page, "vat_check", "ok");
    await waitForState(page, "exchange_rate", "ok");
    await assertAccessible(page, "answered");
    await screenshot(page, `demo_wide_${theme}`);
    await page.getByLabel("The APIs").selectOption("gone");
    await waitForState(page, "iban_check", "failed");
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("The link is copied").waitFor();
    await assertAccessible(page, "failed, with a message");
    await screenshot(page, `demo_failed_${theme}`);
  });

  test(`narrow, ${theme}`, async (t) => {
    const { page } = await openDemo(t, browser, url, { theme, width: 390, locale: "de-DE" });
    await waitForState(page, "vat_check", "ok");
    await waitForState(page, "exchange_rate", "ok");
    await assertAccessible(page, "the case");
    await screenshot(page, `demo_narrow_case_${theme}`);
    await page.getByRole("tab", { name: "Designer" }).click();
    await assertAccessible(page, "the designer");
    await screenshot(page, `demo_narrow_designer_${theme}`);
  });

  test(`a damaged link, ${theme}`, async (t) => {
    const { page } = await openDemo(t, browser, `${url}/#share=1.x`, { theme });
    await page.getByRole("alert").waitFor();
    await assertAccessible(page, "an error of the page");
  });
}
