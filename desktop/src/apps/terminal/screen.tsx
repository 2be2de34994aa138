// One shell on the screen: the emulator joined to its connection, and what is said when there is none.

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { matches } from "../../core/keymap";
import { isAsleep, isUsable } from "../../core/thermal";
import { Menu, type MenuItem } from "../../kit/menu";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { Machine } from "../../wire/generated";
import { Connection } from "./connection";
import { Emulator } from "./emulator";
import { KeyRow } from "./key-row";
import { lookActionOf, lookMenu } from "./look-actions";
import { FIND_KEY, menuGroups } from "./menu";
import { coloursOf } from "./schemes";
import { SearchBar } from "./search-bar";
import { lookOf, screenReaderOf } from "./settings";
import { Status } from "./status";

interface ScreenProps {
  readonly host: Host;
  readonly machine: Machine;
  readonly items: () => readonly MenuItem[]; // that the window adds to the menu
}

export function Screen({ host, machine, items }: ScreenProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const [menuAt, setMenuAt] = useState<DOMPoint | null>(null);
  const [lookMenuAt, setLookMenuAt] = useState<DOMPoint | null>(null);
  const [looks, setLooks] = useState(false); // for words in it
  const { emulator, connection } = useMemo(() => join(host, machine.id), [host, machine.id]);

  useEffect(() => {
    const shown = element.current;
    if (!shown) return undefined;
    const observer = new ResizeObserver(() => emulator.fit());
    void emulator.mount(shown).then(() => {
      observer.observe(shown);
      if (host.focused.peek()) emulator.terminal.focus();
    });
    const forget = host.onClose(() => hangUp(host, machine.id, connection));
    return () => {
      forget();
      observer.disconnect();
      connection.leave();
      emulator.dispose();
    };
  }, [emulator]);

  useEffect(() => {
    if (isAsleep(machine.state)) connection.rest(sessionOf(host));
    else if (isUsable(machine.state)) connection.ready(sessionOf(host));
    else if (machine.state !== "paused") connection.leave();
  }, [machine.state, connection]);

  useSignalEffect(() => {
    if (host.online.value) connection.hurry();
  });
  const settings = lookOf(host);
  useSignalEffect(() => emulator.show(settings.look.value, host.dark.value));

  const link = connection.link.value;
  const focused = host.focused.value && host.visible.value;
  useLayoutEffect(() => {
    if (focused) emulator.terminal.focus();
  }, [emulator, focused, link.at, machine.state]); // with these a button that was pressed goes away, and the focus with it

  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    setMenuAt(new DOMPoint(event.clientX, event.clientY));
  };
  const press = (event: KeyboardEvent): void => {
    const look = lookActionOf(event);
    if (!look && !matches(FIND_KEY, event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (look) look.perform(settings);
    else if (looks) event.currentTarget instanceof Element && event.currentTarget.querySelector("input")?.focus();
    else setLooks(true);
  };
  const stopLooking = (): void => {
    setLooks(false);
    emulator.terminal.focus();
  };
  const closing = (forget: (at: null) => void) => (): void => {
    forget(null);
    emulator.terminal.focus();
  };
  return (
    <div class="terminal" style={{ background: coloursOf(settings.look.value.scheme, host.dark.value).background }} onKeyDownCapture={press}>
      {looks && <SearchBar searching={emulator.searching} onClose={stopLooking} />}
      <div ref={element} class="terminal-screen" dir="ltr" onContextMenu={openMenu} />
      <Status host={host} machine={machine} link={link} onNew={() => connection.open(null)} onWake={() => connection.wake()} />
      {(host.compact.value || matchMedia("(pointer: coarse)").matches) && <KeyRow emulator={emulator} onText={(text) => connection.write(text)} />}
      {menuAt && (
        <Menu
          name={t("Terminal")}
          anchor={menuAt}
          groups={menuGroups(host, machine.id, emulator, { find: () => setLooks(true), look: () => setLookMenuAt(menuAt) }, items())}
          onClose={closing(setMenuAt)}
        />
      )}
      {lookMenuAt && <Menu name={t("Look of the terminal")} anchor={lookMenuAt} groups={lookMenu(settings)} onClose={closing(setLookMenuAt)} />}
    </div>
  );
}

function join(host: Host, machine: string): { emulator: Emulator; connection: Connection } {
  const emulator = new Emulator({
    dark: host.dark.peek(),
    look: lookOf(host).look.peek(),
    screenReader: screenReaderOf(host.storage),
    onText: (text) => connection.write(text),
    onResize: (rows, cols) => connection.resize(rows, cols),
    onTitle: (title) => host.title(title),
  });
  const connection: Connection = new Connection({
    connect: host.connect,
    machine,
    size: () => ({ rows: emulator.terminal.rows, cols: emulator.terminal.cols }),
    onStarted: (resumed) => (resumed ? emulator.replay() : begin(host, emulator)),
    onOutput: (bytes) => emulator.write(bytes),
    onSession: (session) => host.keep({ session }),
  });
  return { emulator, connection };
}

/** What an earlier program wanted to be called does not hold for this one. */
function begin(host: Host, emulator: Emulator): void {
  emulator.terminal.reset();
  host.title("");
}

function sessionOf(host: Host): string | null {
  const session = host.state.peek()["session"];
  return typeof session === "string" ? session : null;
}

/** The window or the tab is closed for good: the shell gets what a closed terminal sends, so that what should outlive it can say so. */
function hangUp(host: Host, machine: string, connection: Connection): void {
  const link = connection.link.peek();
  const session = link.at === "ended" ? null : link.session;
  if (session) host.api.sessions.signal(machine, session, "HUP").catch(() => undefined);
}
