// CodeMirror's panels (what searches, the line to go to) in the look of the house: its own are those of no desktop.

import { EditorView } from "@codemirror/view";

const HIGH = "max(30px, calc(var(--target) - 4px))"; // a little less than a button of the house, whose rows stand further apart

export const PANEL_LOOK = EditorView.theme({
  ".cm-panels": { backgroundColor: "var(--surface-sunken)", color: "var(--ink)", fontFamily: "var(--font)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search, .cm-panel.cm-dialog, .cm-panel.cm-gotoLine": { paddingBlock: "6px", paddingInline: "10px 44px", lineHeight: "1.9" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "5px", fontSize: "var(--text-small)", verticalAlign: "middle" },
  ".cm-panel input[type=checkbox]": { width: "15px", height: "15px", margin: "0", accentColor: "var(--accent)" },
  ".cm-textfield": {
    width: "clamp(110px, 18%, 150px)", // so that a row holds all that belongs in it
    minHeight: HIGH,
    padding: "0 10px",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-small)",
    backgroundColor: "var(--surface)",
    fontSize: "var(--text)",
  },
  ".cm-textfield:focus-visible": { borderColor: "var(--accent)", outline: "none", boxShadow: "0 0 0 3px color-mix(in srgb, var(--accent) 28%, transparent)" },
  ".cm-button": {
    display: "inline-block",
    minHeight: HIGH,
    padding: "0 11px",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-small)",
    backgroundColor: "var(--surface)",
    backgroundImage: "none",
    fontSize: "var(--text)",
    fontWeight: "550",
  },
  ".cm-button::first-letter": { textTransform: "uppercase" },
  ".cm-button:hover": { backgroundColor: "var(--surface-hover)" },
  ".cm-button:active": { backgroundColor: "var(--surface-press)", backgroundImage: "none" },
  ".cm-panel.cm-search [name=close], .cm-panel .cm-dialog-close": {
    insetBlockStart: "6px",
    insetInlineEnd: "8px",
    width: HIGH,
    height: HIGH,
    borderRadius: "var(--radius-small)",
    color: "var(--ink-soft)",
    fontSize: "18px",
  },
  ".cm-panel.cm-search [name=close]:hover": { backgroundColor: "var(--surface-hover)" },
});
