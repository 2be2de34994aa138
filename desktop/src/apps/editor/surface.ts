// The text itself: CodeMirror in the desktop's colours, with the language that the file's name says.

import { indentWithTab } from "@codemirror/commands";
import { HighlightStyle, LanguageDescription, syntaxHighlighting } from "@codemirror/language";
import { languages } from "@codemirror/language-data";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { effect } from "@preact/signals";
import { basicSetup } from "codemirror";
import { PANEL_LOOK } from "./panel-look";
import { phrases } from "./phrases";

export interface Surface {
  readonly text: () => string;
  readonly at: () => number; // where the cursor stands
  readonly show: (text: string, at?: number) => void;
  readonly language: (fileName: string) => void;
  readonly writable: (may: boolean) => void;
  readonly wrap: (lines: boolean) => void;
  readonly focus: () => void;
  readonly goTo: (line: number) => void; // from 1
  readonly end: () => void;
}

interface Ears {
  readonly onChange: () => void;
  readonly onPlace: (line: number, column: number) => void; // both from 1
  readonly onSave: () => void;
}

const LOOK = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "13.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--accent)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--surface-sunken)", color: "var(--ink-faint)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--warn) 45%, transparent)" },
  ".cm-tooltip": { border: "1px solid var(--line)", backgroundColor: "var(--surface)", color: "var(--ink)" },
  ".cm-foldPlaceholder": { border: "0", backgroundColor: "var(--surface-hover)", color: "var(--ink-soft)" },
});

const ACCENT = "color-mix(in srgb, var(--accent) 85%, var(--ink))"; // it is read on the line of the cursor too, whose ground is tinted

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: "var(--rest)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--ok)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--warn)" },
  { tag: [tags.comment, tags.meta], color: "var(--ink-faint)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName), tags.tagName, tags.heading], color: ACCENT },
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], textDecoration: "underline" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

export function createSurface(parent: HTMLElement, name: string, ears: Ears): Surface {
  const language = new Compartment();
  const reading = new Compartment();
  const wrapping = new Compartment();
  const speaking = new Compartment();
  let showing = false; // what is put in place is nobody's change
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        basicSetup,
        keymap.of([{ key: "Mod-s", preventDefault: true, run: () => (ears.onSave(), true) }, indentWithTab]),
        LOOK,
        PANEL_LOOK,
        syntaxHighlighting(COLOURS),
        language.of([]),
        reading.of([]),
        wrapping.of(EditorView.lineWrapping),
        speaking.of([]),
        EditorView.contentAttributes.of({ "aria-label": name }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !showing) ears.onChange();
          if (update.selectionSet || update.docChanged) tellPlace();
        }),
      ],
    }),
  });

  // A panel that is open keeps its words until it is opened again.
  const hush = effect(() => view.dispatch({ effects: speaking.reconfigure(EditorState.phrases.of(phrases())) }));

  function tellPlace(): void {
    const { head } = view.state.selection.main;
    const line = view.state.doc.lineAt(head);
    ears.onPlace(line.number, head - line.from + 1);
  }

  let named = "";
  return {
    text: () => view.state.doc.toString(),
    at: () => view.state.selection.main.head,
    show(text, at) {
      showing = true;
      const { head } = view.state.selection.main;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: Math.min(at ?? head, view.state.toText(text).length) } });
      showing = false;
    },
    language(fileName) {
      if (fileName === named) return;
      named = fileName;
      const found = LanguageDescription.matchFilename(languages, fileName);
      const put = (support: Parameters<Compartment["reconfigure"]>[0]): void => view.dispatch({ effects: language.reconfigure(support) });
      if (!found) return put([]);
      void found.load().then(
        (support) => fileName === named && put(support),
        () => undefined, // plain text is of use, too
      );
    },
    writable: (may) => view.dispatch({ effects: reading.reconfigure(may ? [] : [EditorState.readOnly.of(true), EditorView.editable.of(false)]) }),
    wrap: (lines) => view.dispatch({ effects: wrapping.reconfigure(lines ? EditorView.lineWrapping : []) }),
    focus: () => view.focus(),
    goTo(line) {
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    end() {
      hush();
      view.destroy();
    },
  };
}
