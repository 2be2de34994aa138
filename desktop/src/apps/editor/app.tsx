// The Editor: texts in tabs, and the directory of the one in front at the side. What a file held before is among its versions.

import { FilePen, FolderOpen } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { Closing } from "./closing";
import { Editing } from "./editing";
import { FileTree } from "./file-tree";
import { Search } from "./search";
import { textStores } from "./stores";
import { TabStrip } from "./tab-strip";
import { Tabs } from "./tabs";
import { Tree } from "./tree";
import "./editor.css";

export function App({ host }: AppProps): JSX.Element {
  const tabs = useMemo(() => new Tabs(host, textStores(host)), [host]);
  useEffect(() => tabs.start(), [tabs]);
  useUnloadWarning(tabs);
  return (
    <div class="editor" onKeyDown={(event) => press(event, tabs, host)}>
      {tabs.list.value.length === 0 ? <Nothing host={host} /> : <Window host={host} tabs={tabs} />}
      <Closing tabs={tabs} />
    </div>
  );
}

function Window({ host, tabs }: { readonly host: Host; readonly tabs: Tabs }): JSX.Element {
  const tree = useTree(tabs);
  const { tree: wanted, search } = host.state.value;
  const shown = typeof wanted === "boolean" ? wanted : !host.compact.value;
  const show = (tree: boolean): void => host.keep({ tree });
  const open = (ref: string, line?: number): void => {
    tabs.open(ref, line);
    if (host.compact.peek()) show(false);
  };
  const root = tree?.root.value;
  return (
    <div class="editor-window">
      {shown && tree && root && search === true && <Search store={tree.store} directory={root} onOpen={open} onHide={() => host.keep({ search: false })} />}
      {shown && tree && root && search !== true && (
        <Tree
          tree={tree}
          current={tabs.front.value?.ref ?? null}
          onOpen={open}
          onSearch={() => host.keep({ search: true })}
          onHide={host.compact.value ? () => show(false) : null}
        />
      )}
      <div class="editor-main">
        <TabStrip tabs={tabs} window={host.window} />
        <div class="editor-all">
          {tabs.list.value.map((tab) => (
            <Editing
              key={tab.id}
              host={host}
              tab={tab}
              inFront={tab === tabs.front.value}
              tree={shown}
              onTree={() => show(!shown)}
              onFollow={(ref) => (tab.store.shared ? host.openFile(ref) : tabs.open(ref))}
              onClose={() => tabs.close(tab.id)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function Nothing({ host }: AppProps): JSX.Element {
  return (
    <EmptyState
      icon={FilePen}
      title={t("Nothing is open")}
      action={
        <Button look="primary" large icon={FolderOpen} onClick={() => host.open("files")}>
          {t("Choose a file")}
        </Button>
      }
    >
      {t("Open a text file from Files, or make a new one there.")}
    </EmptyState>
  );
}

/** Of the place that the text in front is kept in; it follows to where that lies. */
function useTree(tabs: Tabs): FileTree | null {
  const front = tabs.front.value;
  const tree = useMemo(() => front && new FileTree(front.store), [front?.store]);
  const directory = front?.file.kept.value?.directory;
  useEffect(() => () => tree?.end(), [tree]);
  useEffect(() => void (directory !== undefined && tree?.reveal(directory)), [tree, directory]);
  return tree;
}

function useUnloadWarning(tabs: Tabs): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (tabs.dirty.peek().length > 0) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [tabs]);
}

/** As in Files: Alt with Page Up and Down walks, Alt+W closes. Ctrl+Shift+F looks in all texts of the folder. */
function press(event: KeyboardEvent, tabs: Tabs, host: Host): void {
  if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "f") {
    host.keep({ tree: true, search: true });
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const front = tabs.front.peek();
  if (event.key === "PageDown") tabs.step(1);
  else if (event.key === "PageUp") tabs.step(-1);
  else if (event.key.toLowerCase() === "w" && front) tabs.close(front.id);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
