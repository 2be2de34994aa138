// The Terminal app: shells in tabs, each in a machine, which one being asked when it is not clear.

import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { IconButton } from "../../kit/button";
import { Spinner } from "../../kit/feedback";
import { TabStrip } from "../../kit/tab-strip";
import { t, tell } from "../../languages/say";
import type { AppProps, Host } from "../../shell/app";
import { actionNamed, actionOf } from "./actions";
import { Panel } from "./panel";
import { frontLeaf, nameOf, type Tab } from "./strip";
import { Tabs } from "./tabs";
import "./terminal.css";

export function App({ host }: AppProps): JSX.Element {
  const tabs = useMemo(() => new Tabs(host), [host]);
  const front = machineOf(host, tabs.front.value);
  useEffect(() => host.title(front?.name ?? t("Terminal")), [front?.name]);
  if (!host.live.ready.value) {
    return (
      <div class="app-loading">
        <Spinner name={t("Loading machines")} />
      </div>
    );
  }
  const press = (event: KeyboardEvent): void => {
    const action = actionOf(event, tabs);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation(); // the program in the terminal does not get it
    action.perform(tabs);
  };
  const { tabs: all } = tabs.strip.value;
  const stripped = all.length > 1 || frontLeaf(all[0])?.machine != null; // before, the whole window asks for a machine
  return (
    <div class="terminals" onKeyDownCapture={press}>
      {stripped && <Strip host={host} tabs={tabs} />}
      <div class="terminals-all">
        {all.map((tab) => (
          <Panel key={tab.id} tabs={tabs} tab={tab} id={panelOf(host, tab.id)} stripped={stripped} />
        ))}
      </div>
    </div>
  );
}

function Strip({ host, tabs }: { readonly host: Host; readonly tabs: Tabs }): JSX.Element {
  const { tabs: all, front } = tabs.strip.value;
  const described = all.map((tab) => {
    const name = nameOf(machineOf(host, tab)?.name, tabs.saidIn(tab.front)) || t("Terminal");
    return { id: tab.id, name, about: name };
  });
  return (
    <TabStrip
      label={t("Open terminals")}
      tabs={described}
      current={front}
      panelOf={(id) => panelOf(host, id)}
      onShow={(id) => tabs.show(id)}
      onClose={(id) => tabs.close(id)}
      onStep={(by) => tabs.step(by)}
      onMove={(id, to) => tabs.move(id, to)}
    >
      <Tool tabs={tabs} action="new-tab" />
      <Tool tabs={tabs} action="new-tab-elsewhere" />
    </TabStrip>
  );
}

function Tool({ tabs, action: id }: { readonly tabs: Tabs; readonly action: string }): JSX.Element | null {
  const action = actionNamed(id, tabs);
  return action?.icon ? <IconButton name={tell(action.label)} icon={action.icon} size={15} onClick={() => action.perform(tabs)} /> : null;
}

const panelOf = (host: Host, id: number): string => `terminal-${host.window}-${id}`;

const machineOf = (host: Host, tab: Tab | undefined) => host.live.machines.value.find((one) => one.id === frontLeaf(tab)?.machine);
