// The builder's one store: the configuration's text, and everything that follows from it.
//
// Text is the truth. The form reads the tree of the last text that was JSON and edits the text in
// place; what follows (diagnostics, request) is computed at once, because that takes less than a
// millisecond; what an answer or a scenario becomes follows when the typing rests.

import { scriptOf } from "./scenarios.js";
import { apply, removeAt, removeElement, renameMember, setAt } from "./json_edit.js";
import { memberOf, nodeAt, pointerOfPath, readTree, valueOf } from "./json_tree.js";
import { stepsOf, withAt } from "./paths.js";
import { completeField } from "./complete_field.js";
import { previewOf } from "./preview.js";
import { referencesOf } from "./references.js";

const rest_ms = 120;
const undo_steps_max = 200;
const pause_ms = 1000;

/** What an empty builder starts from: everything that a field must have, to be filled in. */
export const blank_field = `{
  "key": "",
  "name": "",
  "api_config": {
    "url": "",
    "method": "GET",
    "response_mapping": {}
  }
}`;

export class BuilderState extends EventTarget {
  text = blank_field;
  /** Tree of the last text that was JSON, and that text: its offsets are of it. */
  root = readTree(blank_field).root;
  readableText = blank_field;
  isReadable = true;
  diagnostics = [];
  isValid = false;
  /** {preview, standIns, inputs}: of the last configuration without errors. */
  rendered = null;
  isRenderedCurrent = false;
  /** {text, hasMapping}: the field as it is rendered and run, also before it is complete. */
  whole = { text: "", hasMapping: false };
  inventory = null;
  references = [];
  data = {};
  roots = {};
  /** Typed on this page for a local preview: never in the configuration, its event or storage. */
  secrets = {};
  sample = "";
  mapped = null;
  scenario = null;
  simulated = null;
  schema = null;

  #engine = null;
  #fieldKey = null;
  #resting = null;
  #undo = [];
  #editing = { place: null, at: 0 };

  set engine(engine) {
    this.#engine = engine;
    this.schema = engine.schema();
    this.#recompute();
  }

  get engine() {
    return this.#engine;
  }

  set fieldKey(key) {
    this.#fieldKey = key || null;
    this.#recompute();
  }

  /** Paths of the fields the configuration holds: [{path, key, name}]. */
  get fields() {
    const list = this.root.items ?? memberOf(this.root, "fields")?.value.items;
    if (!list) return [this.#fieldAt([])];
    const front = this.root.type === "array" ? [] : ["fields"];
    return list.map((_, index) => this.#fieldAt([...front, index]));
  }

  #fieldAt(path) {
    const node = nodeAt(this.root, path);
    return { path, key: valueOf(nodeAt(node, ["key"])), name: valueOf(nodeAt(node, ["name"])) };
  }

  get fieldPath() {
    const { fields } = this;
    const chosen = fields.find(({ key }) => key === this.#fieldKey) ?? fields[0];
    // The first field of a form that has none is made by describing it.
    return chosen?.path ?? (this.root.type === "array" ? [0] : ["fields", 0]);
  }

  /** The node of the field that is edited. */
  get field() {
    return nodeAt(this.root, this.fieldPath);
  }

  get fieldText() {
    const { field } = this;
    return field ? this.readableText.slice(field.from, field.to) : "";
  }

  /** A value of the field. */
  at(path) {
    return nodeAt(this.field, path);
  }

  /** Diagnostics of one place of the field and what is in it. */
  problemsAt(path, { within = false } = {}) {
    const pointer = pointerOfPath([...this.fieldPath, ...path]);
    return this.diagnostics.filter(
      (diagnostic) =>
        diagnostic.pointer === pointer || (within && diagnostic.pointer.startsWith(`${pointer}/`)),
    );
  }

  /** From outside or from the JSON editor: whatever it is. */
  setText(text, { isEdit = true } = {}) {
    if (text === this.text) return;
    if (isEdit) this.#remember("text");
    this.#take(text, isEdit);
  }

  #take(text, isEdit) {
    this.text = text;
    const { root } = readTree(text);
    this.isReadable = root !== undefined;
    if (root) {
      this.root = root;
      this.readableText = text;
    }
    this.#recompute();
    if (isEdit) this.dispatchEvent(new Event("edit"));
  }

  // The form has nowhere to write to while the text is no JSON.
  #change(change, place = null) {
    if (!change || !this.isReadable) return false;
    this.#remember(place);
    this.#take(apply(this.text, change), true);
    return true;
  }

  // Typing in one place is one step.
  #remember(place) {
    const now = performance.now();
    const goesOn =
      place !== null && place === this.#editing.place && now - this.#editing.at < pause_ms;
    this.#editing = { place, at: now };
    if (goesOn) return;
    this.#undo.push(this.text);
    if (this.#undo.length > undo_steps_max) this.#undo.shift();
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  undo() {
    const text = this.#undo.pop();
    this.#editing = { place: null, at: 0 };
    if (text !== undefined) this.#take(text, true);
  }

  applyChange(change) {
    return this.#change(change);
  }

  set(path, value) {
    const whole = [...this.fieldPath, ...path];
    return this.#change(
      setAt(this.text, this.root, whole, value, this.#orderAt),
      pointerOfPath(path),
    );
  }

  remove(path) {
    return this.#change(removeAt(this.text, this.root, [...this.fieldPath, ...path]));
  }

  removeMember(path, index) {
    const object = this.at(path);
    return this.#change(object ? removeElement(object, index) : null);
  }

  renameMember(path, index, key) {
    const object = this.at(path);
    return this.#change(
      object ? renameMember(object, index, key) : null,
      `${pointerOfPath(path)} ${index}`,
    );
  }

  /** Sets the value of the member with this index: also where keys are equal or empty. */
  setMember(path, index, value) {
    const node = this.at(path)?.members[index]?.value;
    if (!node) return false;
    const insert =
      typeof value === "object" && value !== null && "raw" in value
        ? value.raw
        : JSON.stringify(value);
    if (insert === this.text.slice(node.from, node.to)) return false;
    return this.#change(
      { from: node.from, to: node.to, insert },
      `${pointerOfPath(path)}/${index}`,
    );
  }

  /** Puts another field in the place of the one that is edited. */
  replaceField(value) {
    return this.#change(setAt(this.text, this.root, this.fieldPath, value));
  }

  // The keys of a field and of its api_config have an order that people know from the documentation.
  #orderAt = (path) => {
    const definitions = this.schema?.definitions ?? {};
    const of = (name) => Object.keys(definitions[name]?.properties ?? {});
    const depth = path.length - this.fieldPath.length;
    if (depth === 0) return of("field");
    return depth === 1 && path.at(-1) === "api_config" ? of("api_config") : [];
  };

  setInput({ root, path }, value) {
    if (root === "secret") {
      const secrets = { ...this.secrets };
      if (value === undefined || value === "") delete secrets[path];
      else secrets[path] = value;
      this.secrets = secrets;
    } else if (root === "data") {
      this.data = withAt(this.dataObject, stepsOf(path), value) ?? {};
    } else {
      this.roots = withAt(this.roots, [root, ...stepsOf(path)], value) ?? {};
    }
    this.#recompute();
  }

  setInputs({ data, roots }) {
    if (data !== undefined) this.data = data;
    if (roots !== undefined) this.roots = roots;
    this.#recompute();
  }

  setSample(text) {
    this.sample = text;
    this.settle();
  }

  setScenario(id) {
    this.scenario = id;
    this.settle();
  }

  /** Case data to look into; text that is no JSON is the engine's to complain about. */
  get dataObject() {
    if (typeof this.data !== "string") return this.data;
    try {
      return JSON.parse(this.data);
    } catch {
      return {};
    }
  }

  get inputs() {
    return { data: this.data, roots: this.roots, secrets: this.secrets };
  }

  #recompute() {
    if (this.#engine) {
      const { valid, diagnostics } = this.#engine.validate(this.text, { roots: this.#knownRoots });
      this.diagnostics = diagnostics;
      this.isValid = valid;
      if (this.isReadable) this.#render();
      this.#rest();
    }
    this.#tell();
  }

  get #knownRoots() {
    return Object.keys(this.roots);
  }

  #render() {
    this.whole = completeField(this.fieldText);
    const result = previewOf(this.#engine, this.whole.text, this.inputs, {
      roots: this.#knownRoots,
    });
    this.isRenderedCurrent = !result.problem;
    if (result.problem) return;
    this.rendered = result;
    this.inventory = this.#engine.inventory(this.whole.text, { roots: this.#knownRoots }).fields[0];
    this.references = referencesOf(this.field, this.inventory);
  }

  #rest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.settle(), rest_ms);
  }

  /** Computes now what waits for the typing to rest. */
  settle() {
    clearTimeout(this.#resting);
    if (!this.#engine || !this.isReadable) return;
    const options = { roots: this.#knownRoots };
    const attempt = (work) => {
      try {
        return work();
      } catch {
        return null; // the configuration has errors: the diagnostics say which
      }
    };
    const inputs = this.rendered?.inputs ?? this.inputs;
    this.mapped = this.sample
      ? attempt(() => this.#engine.map(this.fieldText, this.sample, this.inputs, options))
      : null;
    this.simulated = this.scenario
      ? attempt(() => this.#engine.simulate(this.whole.text, inputs, this.#script(), options))
      : null;
    this.#tell();
  }

  #script() {
    return scriptOf(this.scenario, this.sample, { text: this.readableText, node: this.field });
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
