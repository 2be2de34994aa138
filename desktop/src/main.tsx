// Builds everything, top to bottom, and shows the page: who is there is asked first, then login or desktop.

import { computed, signal } from "@preact/signals";
import { render, type JSX } from "preact";
import { appcentre } from "./apps/appcentre/manifest";
import { calculator } from "./apps/calculator/manifest";
import { camera } from "./apps/camera/manifest";
import { editor } from "./apps/editor/manifest";
import { files } from "./apps/files/manifest";
import { machines } from "./apps/machines/manifest";
import { player } from "./apps/player/manifest";
import { tasks } from "./apps/tasks/manifest";
import { settings } from "./apps/settings/manifest";
import { terminal } from "./apps/terminal/manifest";
import { viewer } from "./apps/viewer/manifest";
import { createApi } from "./client/api";
import { EventFeed, listenOn } from "./client/events";
import { createHttp, explain, OfflineError } from "./client/http";
import { Live } from "./client/live";
import { pageConnect } from "./client/process";
import { arrivalOf, isLetter, type Arrival } from "./core/arrivals";
import "./kit/kit.css";
import { Spinner } from "./kit/feedback";
import { Toasts } from "./kit/toast";
import type { Opener } from "./shell/app";
import { Desktop } from "./shell/desktop";
import { DeskStore } from "./shell/desk";
import { DeskKeeper } from "./shell/desk-keeper";
import { DockPins } from "./shell/dock-pins";
import { createFollow } from "./shell/follow";
import { createLock } from "./shell/lock";
import { Entrance } from "./shell/entrance/entrance";
import { sentenceFor } from "./shell/entrance/refusals";
import { NoticeCentre } from "./shell/notice-centre";
import { NoticePicture } from "./shell/notice-picture";
import { Openers } from "./shell/openers";
import { pageVisible } from "./shell/page-visible";
import { keepSpeaking } from "./shell/speaking";
import "./shell/shell.css";
import { ForeignApps } from "./shell/foreign/foreign-apps";
import type { Sheet, Shell } from "./shell/shell";
import { browserStorage as storage } from "./shell/storage";
import { createTheme } from "./shell/theme";
import { createWakefulness } from "./shell/wakefulness";
import { Welcome } from "./shell/welcome";
import { Wallpaper } from "./shell/wallpaper";
import type { User } from "./wire/generated";

type Visit = { readonly at: "asking"; readonly unreachable: boolean } | { readonly at: "login"; readonly arrival: Arrival } | { readonly at: "in"; readonly shell: Shell };

const APPS = [
  files,
  editor,
  machines,
  terminal,
  settings,
  tasks,
  viewer,
  player,
  calculator,
  camera,
  appcentre,
] as const;

const ASK_AGAIN_MS = 2000;

const visit = signal<Visit>({ at: "asking", unreachable: false });
const online = signal(true);
const theme = createTheme(storage);
const toasts = new Toasts();
const wakefulness = createWakefulness(() => toasts.show("warn", "The browser does not keep the screen on now."));
const api = createApi(createHttp(fetch.bind(globalThis), showLogin));
const live = new Live(api);
const feed = new EventFeed(
  {
    connect: (listener, after) => listenOn(pageConnect(after === null ? "/events" : `/events?after=${after}`), listener),
    later,
    chance: Math.random,
  },
  {
    onFact: (fact) => live.take(fact),
    onResync: () => void readAll(),
    onConnected: (connected) => (online.value = connected),
    onUnauthenticated: showLogin,
  },
);
addEventListener("online", () => feed.hurry());

function later(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

async function readAll(): Promise<void> {
  try {
    await live.resync();
  } catch (reason) {
    if (visit.peek().at !== "in" || !online.peek()) return; // there is no asking now, and it is done again when there is
    toasts.show("bad", explain(reason));
    setTimeout(() => void readAll(), ASK_AGAIN_MS);
  }
}

let stopApps = (): void => undefined;

function showLogin(): void {
  feed.stop();
  stopApps();
  live.forget();
  visit.value = { at: "login", arrival: arrivalOf(location.hash) };
}

/** `arriving`: who they are was just proved, which opens a lock too. */
function showDesktop(user: User, arriving: boolean): void {
  const lock = createLock(storage, `lock.${user.id}`);
  if (arriving) lock.unlock();
  const desk = new DeskStore(APPS, theme.compact);
  const keeper = new DeskKeeper({ desk, storage, key: `windows.${user.id}`, kv: api.kv, later, newMark: () => Math.random().toString(36).slice(2) });
  const open: Opener["open"] = (app, state) => desk.open(app, state);
  const openers = new Openers({ apps: () => desk.apps, files: api.files, storage, key: `openers.${user.id}`, open, notify: toasts.show });
  const follow = createFollow({ open, openFile: (path) => openers.open(path) });
  const centre: NoticeCentre = new NoticeCentre({
    api: api.notifications,
    live,
    storage,
    toasts,
    seen: computed(() => pageVisible.value && !lock.locked.value),
    apps: () => new Set(desk.apps.map((app) => app.id)),
    picture: (notification) => <NoticePicture notification={notification} target={centre.targetOf(notification)} apps={desk.apps} />,
    follow,
  });
  const sheet = signal<Sheet | null>(null);
  const welcome = new Welcome({ kv: api.kv, storage, key: `welcomed.${user.id}`, show: () => (sheet.value ??= "tour") });
  const shell: Shell = {
    api,
    live,
    connect: pageConnect,
    storage,
    theme,
    toasts,
    desk,
    keeper,
    dock: new DockPins({ storage, key: `taskbar.${user.id}`, kv: api.kv, first: desk.own.map((app) => app.id) }),
    online,
    user,
    launcher: signal(false),
    centre,
    wakefulness,
    openers,
    sheet,
    welcome,
    lock,
    logOut: () => (user.temporary ? (sheet.value = "leaving") : shell.leave()),
    leave: () => void keeper.flush().then(api.accounts.logout).then(showLogin, (reason: unknown) => toasts.show("bad", explain(reason))),
    startAgain: () => void keeper.flush().then(() => location.reload()),
  };
  online.value = true;
  stopApps = new ForeignApps(shell).start();
  visit.value = { at: "in", shell };
  feed.start();
  if (arriving) void welcome.greet();
  tellArrival();
}

async function ask(): Promise<void> {
  try {
    showDesktop((await api.accounts.me()).user, false);
  } catch (reason) {
    if (visit.peek().at === "login") return; // nobody is signed in
    visit.value = { at: "asking", unreachable: true };
    if (!(reason instanceof OfflineError)) console.error(reason);
    setTimeout(() => void ask(), ASK_AGAIN_MS);
  }
}

/** What the address brought is used up, and is not to be found there again. */
function takeOffHash(): void {
  history.replaceState(null, "", location.pathname + location.search);
}

/** How a login at another provider ended that somebody began who is signed in. */
function tellArrival(): void {
  const arrival = arrivalOf(location.hash);
  if (arrival.at === "linked") toasts.show("ok", `You can log in with ${arrival.provider} from now on.`);
  if (arrival.at === "login-error") toasts.show("bad", sentenceFor(arrival.code));
  if (arrival.at !== "door") takeOffHash();
}

function goOn(): void {
  visit.value = { at: "asking", unreachable: false };
  void ask();
}

function Page(): JSX.Element {
  const now = visit.value;
  if (now.at === "in") return <Desktop key={now.shell.user.id} shell={now.shell} />;
  if (now.at === "login") {
    const come = (user: User): void => showDesktop(user, true);
    return <Entrance api={api} storage={storage} scene={theme.scene.value} arrival={now.arrival} onLogin={come} onTaken={takeOffHash} onDone={goOn} />;
  }
  return (
    <main class="waiting">
      <Wallpaper scene={theme.scene.value} />
      {now.unreachable && (
        <p role="status">
          <Spinner /> Ingle cannot be reached. Trying again…
        </p>
      )}
    </main>
  );
}

await keepSpeaking(theme.language);
const root = document.getElementById("root");
if (root) render(<Page />, root);
if (isLetter(arrivalOf(location.hash))) showLogin();
else void ask();
addEventListener("hashchange", () => arrivalOf(location.hash).at !== "door" && location.reload());
