// What a directory holds, as icons or as a list. Only what is on the screen is drawn, so ten thousand things are as quick as ten.

import { CloudOff, FolderOpen, FolderX, ListFilter, SearchX, Trash2, Upload, UsersRound } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { actionFor, available } from "../../core/actions";
import { extend, Letters, only, step, typed } from "../../core/selection";
import { machineIn } from "../../client/machine-refs";
import { Button } from "../../kit/button";
import { asRead } from "../../kit/direction";
import { EmptyState, Spinner } from "../../kit/feedback";
import { Menu } from "../../kit/menu";
import { t } from "../../languages/say";
import type { FileEntry } from "../../wire/generated";
import { FILES_ACTIONS } from "./actions";
import { useBand } from "./band";
import { useDrop } from "../../shell/file-work/drop-target";
import { stayStill } from "../../shell/hold";
import { fromFiles } from "../../shell/file-work/dropped";
import { Heads } from "./heads";
import { NotAwake } from "./not-awake";
import { FOUND_SIZE, isGrid, sizeOf } from "./layouts";
import { menuOf } from "./menus";
import { join } from "../../core/file-paths";
import { RenameBox } from "./rename-box";
import { useScroll } from "./scroll";
import { Section } from "./section";
import { partsOf, revealIn, rowsFurther } from "./sections";
import { SHARED_WITH_ME } from "./shared-with-me";
import type { View } from "./view";
import type { Measures } from "./virtual";

export function Listing({ view }: { readonly view: View }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [menuAt, setMenuAt] = useState<DOMPoint | null>(null);
  const layout = view.look.value;
  const shown = view.shown.value;
  const compact = view.host.compact.value;
  const size = view.found.value ? FOUND_SIZE : sizeOf(layout, compact);
  const scroll = useScroll(box, size.height);
  const columns = Math.max(1, Math.floor((scroll.width - 16) / size.width));
  const measures: Measures = { count: shown.length, columns, rowHeight: size.height, top: scroll.top, height: scroll.height };
  const groups = view.groups.value;
  const drawn = partsOf(groups, measures);
  const { over, handlers } = useDrop(view.shared, view.writable.value ? view.path.value : null);
  const band = useBand(box, measures, groups, view);
  const key = useKeys(view, measures);
  const focus = view.selection.value.focus;
  const optionId = useCallback((entry: string): string => `${id}-${entry}`, [id]);

  useLayoutEffect(() => {
    const at = focus === null ? -1 : view.ids.peek().indexOf(focus);
    if (at >= 0 && box.current) box.current.scrollTop = revealIn(groups, at, { ...measures, top: box.current.scrollTop });
  }, [focus, layout, view.grouping.value, scroll.height]);
  useEffect(() => box.current?.scrollTo(0, 0), [view.path.value]);
  const called = view.called.value;
  useEffect(() => void (called > 0 && box.current?.focus()), [called]);

  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const under = entryUnder(event, view);
    if (under && !view.selection.peek().chosen.has(under.id)) view.choose(under.id);
    if (!under && event.detail !== 0 && event.button === 2) view.chooseNone();
    setMenuAt(placeOf(event, box.current, focus === null ? null : document.getElementById(optionId(focus))));
  };

  return (
    <div class={`files-listing ${over ? "over" : ""}`} {...handlers}>
      {layout === "list" && shown.length > 0 && <Heads view={view} />}
      <div
        ref={box}
        class={`files-scroll ${layout} ${isGrid(layout) ? "grid" : "rows"}`}
        role="listbox"
        tabIndex={0}
        aria-label={t("Files")}
        aria-multiselectable="true"
        aria-busy={view.state.value.at === "reading"}
        {...(focus === null ? {} : { "aria-activedescendant": optionId(focus) })}
        onKeyDown={key}
        onContextMenu={openMenu}
        onTouchMove={stayStill}
        onPaste={(event) => paste(event, view)}
        onAuxClick={(event) => {
          const under = event.button === 1 ? entryUnder(event, view) : undefined;
          if (under?.kind === "directory") view.tabs.open(under.path);
        }}
        {...band.handlers}
      >
        <div role="presentation" class="files-all" style={{ height: `${drawn.height}px` }}>
          {drawn.parts.map((part) => (
            <Section key={groups[part.section]?.id ?? ""} view={view} part={part} group={groups[part.section]} columns={columns} rowHeight={size.height} optionId={optionId} />
          ))}
          {band.rect && <div role="presentation" class="files-band" style={band.rect} />}
        </div>
      </div>
      {shown.length === 0 && <Nothing view={view} />}
      {view.renaming.value !== null && <RenameBox key={view.renaming.value} view={view} optionId={optionId} back={box} />}
      {menuAt && <Menu name={t("Actions")} anchor={menuAt} groups={menuOf(view, available(FILES_ACTIONS, view))} onClose={() => setMenuAt(null)} />}
    </div>
  );
}

/** Arrow keys walk, letters find, everything else is an action's shortcut. */
function useKeys(view: View, measures: Measures): (event: KeyboardEvent) => void {
  const { columns } = measures;
  const page = Math.max(1, Math.floor(measures.height / measures.rowHeight)) * columns;
  const letters = useRef(new Letters());
  return (event) => {
    if (event.target !== event.currentTarget) return;
    const order = view.ids.peek();
    const selection = view.selection.peek();
    const sideways = isGrid(view.look.peek()) ? 1 : 0;
    const by = {
      ArrowDown: columns,
      ArrowUp: -columns,
      ArrowRight: sideways,
      ArrowLeft: -sideways,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    }[asRead(event.key)];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (by && !modified) {
      const inRows = view.groups.peek().length > 0 && /^(Arrow(Up|Down)|Page)/.test(event.key);
      const next = inRows ? rowStep(view, by / columns, measures) : step(selection, by, order);
      if (next !== null) view.selection.value = event.shiftKey ? extend(selection, next, order) : only(next);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (goes(view, event)) return;
    const press = event.metaKey && !event.ctrlKey ? { ...pressOf(event), ctrlKey: true, metaKey: false } : event;
    const action = actionFor(FILES_ACTIONS, press, view);
    if (action) {
      event.preventDefault();
      action.perform(view);
    } else if (event.key.length === 1 && !modified) {
      const next = typed(selection, letters.current.add(event.key, event.timeStamp), view.shown.peek());
      if (next !== null) view.choose(next);
    }
  };
}

/** Where headings are, rows are not all full: the focus goes on by rows and not by items. */
function rowStep(view: View, rows: number, measures: Measures): string | null {
  const order = view.ids.peek();
  const { focus } = view.selection.peek();
  const at = focus === null ? -1 : order.indexOf(focus);
  return (at < 0 ? order.at(rows < 0 ? -1 : 0) : order[rowsFurther(view.groups.peek(), at, rows, measures)]) ?? null;
}

const pressOf = ({ key, code, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) => ({ key, code, altKey, ctrlKey, metaKey, shiftKey });

/** Ways between directories, and out of a selection. */
function goes(view: View, event: KeyboardEvent): boolean {
  const { altKey } = event;
  const key = asRead(event.key);
  if (key === "Backspace" || (altKey && key === "ArrowUp")) view.up();
  else if (altKey && key === "ArrowLeft") view.back();
  else if (altKey && key === "ArrowRight") view.forward();
  else if (altKey && key === "PageDown") view.tabs.step(1);
  else if (altKey && key === "PageUp") view.tabs.step(-1);
  else if (altKey && key.toLowerCase() === "w") view.tabs.close();
  else if (key === "ArrowRight" && view.look.peek() === "columns") enterFocused(view);
  else if (key === "ArrowLeft" && view.look.peek() === "columns") view.up();
  else if (key === "Escape" && view.selection.peek().chosen.size > 0) view.chooseNone();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** As in any tree that is walked with arrows: onwards is further in. */
function enterFocused(view: View): void {
  const entry = view.focused.peek();
  if (entry?.kind === "directory") view.go(entry.path);
}

/** A picture or files of the computer's clipboard; what was cut or copied here comes before them, by its own shortcut. */
function paste(event: ClipboardEvent, view: View): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0 || !view.writable.peek()) return;
  event.preventDefault();
  view.shared.uploads.add(fromFiles(files), view.path.peek());
}

function entryUnder(event: MouseEvent, view: View): FileEntry | undefined {
  const option = (event.target as Element).closest<HTMLElement>("[data-entry]");
  return option ? view.shown.peek().find((entry) => entry.id === option.dataset["entry"]) : undefined;
}

/** Where a menu opens: at the pointer, or at what has the focus when it was asked for with a key. */
function placeOf(event: MouseEvent, box: HTMLElement | null, focused: HTMLElement | null): DOMPoint {
  if (event.button === 2 || event.clientX > 0) return new DOMPoint(event.clientX, event.clientY);
  const { left = 0, top = 0 } = (focused ?? box)?.getBoundingClientRect() ?? {};
  return new DOMPoint(left + 24, top + 24);
}

function Nothing({ view }: { readonly view: View }): JSX.Element {
  const { state, found, path } = view;
  const now = state.value;
  const note = (icon: typeof Upload, title: string, text: ComponentChildren, action?: ComponentChildren): JSX.Element => (
    <div class="files-nothing">
      <EmptyState icon={icon} title={title} action={action}>
        {text}
      </EmptyState>
    </div>
  );
  if (now.at === "reading") {
    return (
      <div class="files-nothing">
        <Spinner name={t("Reading")} />
      </div>
    );
  }
  if (now.at === "failed" && machineIn(path.value) !== null && view.host.online.value) return <NotAwake view={view} why={now.why} />;
  if (now.at === "failed" && !view.host.online.value) return note(CloudOff, t("No connection"), now.why);
  if (now.at === "failed") return note(FolderX, t("This folder cannot be shown"), now.why, <Button onClick={() => view.go(view.shared.home)}>{t("Go home")}</Button>);
  if (view.filter.value !== "all") return note(ListFilter, t("Nothing of this kind"), t("The filter hides all that is here."), <Button onClick={() => (view.filter.value = "all")}>{t("Show everything")}</Button>);
  if (found.value?.cut) return note(SearchX, t("Nothing found"), t("There is too much below this folder: not everything was looked at. Search in a folder further in."));
  if (found.value && !view.offers.value.index) return note(SearchX, t("Nothing found"), t("No name here has “{text}” in it.", { text: found.value.text }));
  if (found.value) return note(SearchX, t("Nothing found"), t("No name and no text here has “{text}” in it.", { text: found.value.text }));
  if (path.value === join(view.shared.home, "Trash")) return note(Trash2, t("The trash is empty"), t("What you delete waits here until you empty it."));
  if (path.value === SHARED_WITH_ME) return note(UsersRound, t("Nothing is shared with you yet"), t("What others share with you appears here at once."));
  if (!view.writable.value) return note(FolderOpen, t("Nothing here"), t("This folder is empty."));
  return note(Upload, t("Nothing here yet"), view.host.compact.value ? t("Upload files from the menu above.") : t("Drop files here, or upload them with the button above."));
}
