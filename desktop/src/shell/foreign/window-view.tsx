// One running app in its window: its menus, its page in a cage, and what it asks.

import { Blocks } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { explain } from "../../client/http";
import { keepReachable } from "../../core/geometry";
import { Button } from "../../kit/button";
import { EmptyState, Spinner } from "../../kit/feedback";
import { t } from "../../languages/say";
import type { App } from "../../wire/generated";
import type { Host } from "../app";
import { cageOf } from "./address";
import { DropGround } from "./drop-ground";
import { AppMenu, MenuBar } from "./menu-bar";
import type { Instance } from "./instances";
import { positionOf } from "./metadata";
import { askBeforeClosing, instanceFor, openApp } from "./opening";
import { QuestionDialog } from "./question-dialog";
import type { Surroundings } from "./surroundings";

interface Props {
  readonly around: Surroundings;
  readonly app: App;
  readonly host: Host;
}

type Stage = { readonly at: "starting" } | { readonly at: "failed"; readonly why: string } | { readonly at: "running"; readonly instance: Instance; readonly address: URL };

export function ForeignWindow({ around, app, host }: Props): JSX.Element {
  const [stage, setStage] = useState<Stage>({ at: "starting" });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const instance = instanceFor(around, app, host);
    if (!instance) {
      setStage({ at: "failed", why: t("So many apps run already. Close some, and try again.") });
      return undefined;
    }
    let wanted = true;
    const stopAsking = askBeforeClosing(around, instance);
    openApp(around, instance).then(
      (address) => wanted && setStage({ at: "running", instance, address }),
      (reason: unknown) => wanted && setStage({ at: "failed", why: explain(reason) }),
    );
    if (host.state.peek()["begun"] !== true) placeAtFirst(around, app, host.window);
    host.keep({ begun: true });
    return () => {
      wanted = false;
      stopAsking();
      instance.sideWindows.forEach((_content, window) => around.shell.desk.drop(window));
      around.instances.stop(instance);
    };
  }, [around, app, host, attempt]);

  const again = (): void => {
    setStage({ at: "starting" });
    setAttempt(attempt + 1);
  };
  if (stage.at === "failed") {
    return (
      <EmptyState icon={Blocks} title={t("{app} could not be opened", { app: app.title })} action={<Button onClick={again}>{t("Try again")}</Button>}>
        {stage.why}
      </EmptyState>
    );
  }
  if (stage.at === "starting") return <Starting app={app} />;
  return <Page around={around} app={app} host={host} instance={stage.instance} address={stage.address} />;
}

/** Where its maker wants it, until its person has moved it. */
function placeAtFirst({ shell: { desk } }: Surroundings, app: App, id: number): void {
  const window = desk.window(id);
  const place = positionOf(app.metadata ?? {});
  if (window && place) desk.place(id, keepReachable({ ...window.rect, ...place }, desk.screen.peek()));
  if (app.maximize_on_start) desk.toggleSnap(id, "full");
}

const Starting = ({ app }: { readonly app: App }): JSX.Element => (
  <div class="app-loading">
    <Spinner name={t("Opening {app}", { app: app.title })} />
  </div>
);

// Who comes by keys goes on by keys: what is typed in a frame is the app's, and would not bring them to the next window.
const BY_KEYS = "section.window:focus-visible";

const GRACE_MS = 3000; // so long after its page is there an app may take to say that it speaks the contract

function Page({ around, app, host, instance, address }: Props & { readonly instance: Instance; readonly address: URL }): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const [loaded, setLoaded] = useState(false);
  const locked = around.shell.lock.locked.value; // what it asks waits until its person is there again: a dialog would lie over the lock
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    instance.frame = element.contentWindow; // known before the page is asked for, so that its first word is heard
    element.src = address.href;
    return undefined;
  }, [instance, address]);
  useEffect(() => {
    if (!loaded) return undefined;
    if (host.focused.peek()) frame.current?.focus();
    const timer = setTimeout(() => instance.settle(false), GRACE_MS);
    return () => clearTimeout(timer);
  }, [loaded, instance, host]);
  const focused = host.focused.value;
  useEffect(() => {
    const at = document.activeElement;
    if (!focused || !loaded || at?.matches(BY_KEYS) || !(at === document.body || at?.matches("section.window"))) return;
    frame.current?.focus();
    if (instance.ready) instance.post({ msg: "focus" });
  }, [focused, loaded, instance]);
  return (
    <div class="foreign">
      <MenuBar instance={instance} />
      <div class="foreign-page">
        <iframe
          ref={frame}
          title={app.title}
          sandbox={cageOf(address, location.origin)}
          allow="clipboard-write; fullscreen; autoplay"
          referrerpolicy="no-referrer"
          onLoad={() => setLoaded(frame.current?.getAttribute("src") !== null)}
        />
        <DropGround around={around} instance={instance} />
      </div>
      {!loaded && <Starting app={app} />}
      {!locked && <AppMenu instance={instance} frame={frame.current} />}
      {!locked && <QuestionDialog around={around} app={app} instance={instance} onLeave={() => around.shell.desk.drop(instance.window)} />}
    </div>
  );
}
