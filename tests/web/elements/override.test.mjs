// A person's value in place of the service's, and the way back.

import assert from "node:assert/strict";
import test from "node:test";
import { showsState, violations } from "./page.mjs";
import { add, details, fieldOf, inChromium, requests } from "./support.mjs";

const openPage = inChromium();
const company = (mapping = { "company.name": "name", "company.city": "city" }) =>
  fieldOf("company", "Company", mapping, { trigger: ["on_create", "manual"] });
const answers = [
  { json: { name: "Example NV", city: "Brussel" } },
  { json: { name: "Example Trading NV", city: "Gent" } },
];

const edit = async (page, name, text) => {
  await page.getByRole("button", { name }).press("Enter");
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
};
const caseData = (page) => page.evaluate(() => window.field.data.company);

test("a value entered by hand is kept when the field is looked up again", async (t) => {
  const { page, problems } = await openPage(t);
  await add(page, { config: company() }, structuredClone(answers));
  await showsState(page, "Company", "Up to date");
  await edit(page, "Change: Name", "My Company");
  await page.getByText("Entered by hand").waitFor();
  assert.deepEqual(await caseData(page), { name: "My Company", city: "Brussel" });
  await page.getByRole("button", { name: "Look up again" }).click();
  await page.getByText("Gent").waitFor();
  assert.deepEqual(await caseData(page), { name: "My Company", city: "Gent" });
  assert.equal(await page.getByText("Entered by hand").count(), 1);
  const [first] = await details(page, "override");
  assert.deepEqual(first, {
    target: "company.name",
    value: { "company.name": "My Company", "company.city": "Brussel" },
    overridden: true,
  });
  const person = (await details(page, "updates")).find(({ by }) => by === "person");
  assert.deepEqual(person.updates, { "company.name": "My Company" });
  const last = (await details(page, "outcome")).at(-1).outcome;
  assert.equal(last.report[0].status, "kept_manual");
  assert.deepEqual(problems, []);
});

test("the service's value comes back on demand, and is renewed from then on", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: company() }, structuredClone(answers));
  await showsState(page, "Company", "Up to date");
  await edit(page, "Change: Name", "My Company");
  await page.getByRole("button", { name: "Use the service's value again: Name" }).press("Enter");
  await page.getByText("Example NV").waitFor();
  // What was pressed is gone: the focus is on the way back.
  await page.locator("fieldcall-field button:focus[aria-label='Change: Name']").waitFor();
  assert.equal((await requests(page)).length, 1); // it was known
  assert.equal(await page.getByText("Entered by hand").count(), 0);
  await page.evaluate(() => window.field.refresh());
  await page.getByText("Example Trading NV").waitFor();
  assert.deepEqual((await details(page, "override")).at(-1), {
    target: "company.name",
    value: { "company.name": "Example NV", "company.city": "Brussel" },
    overridden: false,
  });
});

test("a value that was kept out by hand is asked for again", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: company() }, structuredClone(answers));
  await showsState(page, "Company", "Up to date");
  await edit(page, "Change: Name", "My Company");
  await page.evaluate(() => window.field.refresh());
  await page.getByRole("button", { name: "Use the service's value again: Name" }).click();
  await page.getByText("Example Trading NV").waitFor();
  assert.equal((await requests(page)).length, 3);
  assert.equal((await caseData(page)).name, "Example Trading NV");
});

test("a value that somebody changed elsewhere on the page counts as entered by hand", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: company() }, structuredClone(answers));
  await showsState(page, "Company", "Up to date");
  await page.evaluate(() => {
    window.field.data = window.applyUpdates(window.field.data, { "company.city": "Luik" });
  });
  await page.getByText("Luik").waitFor();
  await page.getByText("Entered by hand").waitFor();
});

test("a page that does not hand updates back shows and protects the same", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: company(), merge: false }, structuredClone(answers));
  await showsState(page, "Company", "Up to date");
  await edit(page, "Change: Name", "My Company");
  await page.evaluate(() => window.field.refresh());
  await page.getByText("Gent").waitFor();
  assert.equal(await page.getByText("My Company").count(), 1);
  assert.deepEqual(await page.evaluate(() => window.field.value), {
    "company.name": "My Company",
    "company.city": "Gent",
  });
});

test("after a failure a value can be filled in by hand", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: company({ company: "name" }) }, [{ status: 500 }]);
  await showsState(page, "Company", "Lookup failed");
  await edit(page, "Fill in: Company", "By phone");
  await page.getByText("By phone").waitFor();
  assert.equal(await page.evaluate(() => window.field.value), "By phone");
});

test("editing is left with Escape, and the focus comes back", async (t) => {
  const { page } = await openPage(t);
  await add(page, { config: company() }, structuredClone(answers));
  await showsState(page, "Company", "Up to date");
  await page.getByRole("button", { name: "Change: City" }).press("Enter");
  await page.getByLabel("City, your value").fill("Nowhere");
  await page.keyboard.press("Escape");
  await page.getByText("Brussel").waitFor();
  await page.keyboard.press("Enter"); // on the button that has the focus again
  await page.getByLabel("City, your value").waitFor();
  assert.deepEqual(await details(page, "override"), []);
});

// What a person sees, types and gets, by the type of the value.
const kinds = [
  [{ path: "v", type: "integer" }, 720, "9007199254740993", "9007199254740993n"],
  [{ path: "v", type: "number" }, 1.5, "2.25", "2.25"],
  [{ path: "v", type: "date" }, "2026-01-15", "2026-02-28", '"2026-02-28"'],
  ["v", "one\ntwo", "three\nfour", '"three\\nfour"'],
  ["v", [1, 2], "[1, 2, 3]", "[1,2,3]"],
  ["v", { a: 1 }, '{"a": 2}', '{"a":2}'],
];
for (const [source, answer, typed, expected] of kinds) {
  const name = `${source.type ?? typeof answer}${Array.isArray(answer) ? " list" : ""}`;
  test(`a person changes a value: ${name}`, async (t) => {
    const { page } = await openPage(t);
    await add(page, { config: company({ company: source }) }, [{ json: { v: answer } }]);
    await showsState(page, "Company", "Up to date");
    await page.getByRole("button", { name: "Change: Company" }).click();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel("Company, your value").fill(typed);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Entered by hand").waitFor();
    const value = await page.evaluate(() => {
      const { value } = window.field;
      return typeof value === "bigint" ? `${value}n` : JSON.stringify(value);
    });
    assert.equal(value, expected);
  });
}

test("a person changes a value: yes and no", async (t) => {
  const { page } = await openPage(t);
  const config = company({ company: { path: "v", type: "boolean" } });
  await add(page, { config }, [{ json: { v: true } }]);
  await page.getByText("Yes", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Change: Company" }).click();
  await page.getByLabel("Company, your value").selectOption("No");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Entered by hand").waitFor();
  assert.equal(await page.evaluate(() => window.field.value), false);
});

test("what is no value of its type is refused with a reason", async (t) => {
  const { page } = await openPage(t);
  const config = company({ company: { path: "v", type: "integer" } });
  await add(page, { config }, [{ json: { v: 1 } }]);
  await showsState(page, "Company", "Up to date");
  await page.getByRole("button", { name: "Change: Company" }).click();
  for (const [typed, reason] of [["abc", "Enter a number."], ["1.5", "Enter a whole number."]]) {
    await page.getByLabel("Company, your value").fill(typed);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText(reason).waitFor();
  }
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await details(page, "override"), []);
});
