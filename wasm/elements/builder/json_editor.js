// The configuration as JSON text: CodeMirror, loaded when it is first shown.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  HighlightStyle,
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completeConfiguration } from "./json_complete.js";
import { hoverDocumentation } from "./json_hover.js";

const from_outside = Annotation.define();

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--_text)", fontWeight: "600" },
  { tag: tags.string, color: "var(--_success)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--_accent)" },
  {
    tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket],
    color: "var(--_text-muted)",
  },
]);

/**
 * @param {object} options
 * @param {HTMLElement} options.parent
 * @param {ShadowRoot} options.root
 * @param {string} options.text
 * @param {string} options.label accessible name
 * @param {(text: string) => void} options.onText a person changed the text
 * @param {() => object} options.context {schema, references, t} for completion and hover
 */
export function createJsonEditor({ parent, root, text, label, onText, context }) {
  const editable = new Compartment();
  const listen = EditorView.updateListener.of((update) => {
    const isOwn = update.transactions.some((one) => one.annotation(from_outside));
    if (update.docChanged && !isOwn) onText(update.state.doc.toString());
  });
  const view = new EditorView({
    parent,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search({ top: true }),
        lintGutter(),
        json(),
        syntaxHighlighting(colours),
        autocompletion({ override: [(at) => completeConfiguration(at, context())], icons: false }),
        hoverTooltip((shown, at) => hoverDocumentation(shown, at, context()), { hoverTime: 200 }),
        keymap.of([
          // Tab leaves the editor, as everywhere on a page.
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": label,
          spellcheck: "false",
          tabindex: "0",
        }),
        editable.of([]),
        listen,
      ],
    }),
  });
  return {
    view,
    /** Takes a text from outside by its smallest change: cursor, folds and history stay. */
    setText(next) {
      const before = view.state.doc.toString();
      if (before === next) return;
      view.dispatch({ changes: smallestChange(before, next), annotations: from_outside.of(true) });
    },
    /** @param {{from, to, severity, message, actions}[]} diagnostics */
    setDiagnostics(diagnostics) {
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(from, to) {
      const end = view.state.doc.length;
      const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
      view.dispatch({
        selection,
        effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }),
      });
      view.focus();
    },
    nextDiagnostic: () => nextDiagnostic(view),
    destroy: () => view.destroy(),
  };
}

export function smallestChange(before, after) {
  let from = 0;
  const shorter = Math.min(before.length, after.length);
  while (from < shorter && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
