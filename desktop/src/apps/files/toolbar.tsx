// Above a directory: where one is, ways to go, search, and how it is shown.

import { ArrowLeft, ArrowRight, ArrowUp, CheckSquare, Ellipsis, FolderPlus, PanelLeft, Search, X } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { available } from "../../core/actions";
import { IconButton } from "../../kit/button";
import { Menu, type MenuItem } from "../../kit/menu";
import { say, t, tell, type Said } from "../../languages/say";
import { FILES_ACTIONS, makeFolder } from "./actions";
import { Crumbs } from "./crumbs";
import { FilterButton, filterItems } from "./filter-button";
import { groupingItems, LayoutButton, layoutItems } from "./layout-button";
import { menuOf } from "./menus";
import { orderBy, type Column } from "./order";
import { UploadButton, useUpload } from "./upload-button";
import type { View } from "./view";

interface ToolbarProps {
  readonly view: View;
  readonly places: boolean; // whether they are shown, on a phone
  readonly onPlaces: () => void;
}

export function Toolbar({ view, places, onPlaces }: ToolbarProps): JSX.Element {
  const [searching, setSearching] = useState(false);
  const compact = view.host.compact.value;
  const endSearch = (): void => {
    setSearching(false);
    view.focusList();
  };
  return (
    <div class="files-toolbar" role="toolbar" aria-label={t("Files")}>
      {compact && <IconButton name={t("Places")} icon={PanelLeft} aria-expanded={places} onClick={onPlaces} />}
      <IconButton name={t("Back")} icon={ArrowLeft} disabled={!view.canGoBack.value} onClick={view.back} />
      {!compact && <IconButton name={t("Forward")} icon={ArrowRight} disabled={!view.canGoForward.value} onClick={view.forward} />}
      {!compact && <IconButton name={t("Up")} icon={ArrowUp} onClick={view.up} />}
      {searching ? <SearchBox view={view} onClose={endSearch} /> : <Crumbs view={view} />}
      {!searching && <IconButton name={t("Search here")} icon={Search} onClick={() => setSearching(true)} />}
      {!compact && <Making view={view} />}
      {!compact && <FilterButton view={view} />}
      {!compact && <LayoutButton view={view} />}
      <MoreButton view={view} />
    </div>
  );
}

function Making({ view }: { readonly view: View }): JSX.Element {
  return (
    <>
      <IconButton name={t("New folder")} icon={FolderPlus} disabled={!view.writable.value} onClick={() => void makeFolder(view)} />
      <UploadButton view={view} />
    </>
  );
}

const COLUMNS: readonly (readonly [Column, Said])[] = [
  ["name", say("By name")],
  ["modified", say("By date")],
  ["size", say("By size")],
  ["kind", say("By kind")],
];

function MoreButton({ view }: { readonly view: View }): JSX.Element {
  const [at, setAt] = useState<DOMRect | null>(null);
  const upload = useUpload(view);
  const compact = view.host.compact.value;
  const order = view.order.value;
  const own = menuOf(view, available(FILES_ACTIONS, view));
  const touch: readonly MenuItem[] = [
    { id: "pick", label: t(view.picking.value ? "Stop choosing" : "Choose several"), icon: CheckSquare, onSelect: () => (view.picking.value = !view.picking.value) },
    ...(view.writable.value ? upload.items : []),
  ];
  const shown: readonly MenuItem[] = COLUMNS.map(([by, label]) => ({
    id: by,
    label: tell(label),
    checked: order.by === by,
    onSelect: () => (view.order.value = orderBy(view.order.peek(), by)),
  }));
  const rest: readonly MenuItem[] = [
    { id: "hidden", label: t("Show hidden files"), checked: view.hidden.value, onSelect: () => (view.hidden.value = !view.hidden.value) },
  ];
  return (
    <>
      <IconButton name={t("More")} icon={Ellipsis} aria-haspopup="menu" onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())} />
      {compact && upload.inputs}
      {at && <Menu name={t("More")} anchor={at} groups={[...(compact ? [touch] : []), ...own, ...(compact ? [layoutItems(view, true), groupingItems(view)] : []), shown, ...(compact ? [filterItems(view)] : []), rest]} onClose={() => setAt(null)} />}
    </>
  );
}

function SearchBox({ view, onClose }: { readonly view: View; readonly onClose: () => void }): JSX.Element {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  useEffect(() => box.current?.focus(), []);
  useEffect(() => view.search(text), [text]);
  useEffect(() => () => void (view.found.value = null), []);
  return (
    <div class="files-search" role="search">
      <Search size={15} aria-hidden />
      <input
        type="text"
        ref={box}
        aria-label={t("Search in this folder")}
        placeholder={t("Search in this folder")}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onClose();
          if (event.key === "ArrowDown") view.enterList();
        }}
      />
      <IconButton name={t("End the search")} icon={X} size={15} onClick={onClose} />
    </div>
  );
}
