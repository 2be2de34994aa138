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
import { connectAs, fetchAs, putAs } from "./client/as-person";
import { EventFeed, listenOn } from "./client/events";
import { createHttp, explain, OfflineError } from "./client/http";
import { Live } from "./client/live";
import { pageConnect } from "./client/process";
import { put } from "./client/transfer";
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
import { ChangedOver } from "./shell/entrance/changed-over";
import { Entrance } from "./shell/entrance/entrance";
import { sentenceFor } from "./shell/entrance/refusals";
import { NoticeCentre } from "./shell/notice-centre";
import { NoticeHabits } from "./shell/notice-habits";
import { NoticePicture } from "./shell/notice-picture";
import { Openers } from "./shell/openers";
import { PeopleHere, PERSON_KEY } from "./shell/people-here";
import { pageVisible } from "./shell/page-visible";
import { keepSpeaking } from "./shell/speaking";
import "./shell/shell.css";
import { ForeignApps } from "./shell/foreign/foreign-apps";
import type { Sheet, Shell } from "./shell/shell";
import { Sounds } from "./shell/sounds";
import { browserStorage as storage, followStorage } from "./shell/storage";
import { createTheme } from "./shell/theme";
import { createWakefulness } from "./shell/wakefulness";
import { Welcome } from "./shell/welcome";
import { Wallpaper } from "./shell/wallpaper";
import type { User } from "./wire/generated";

type Visit = { readonly at: "asking"; readonly unreachable: boolean } | { readonly at: "login"; readonly arrival: Arrival; readonly name?: string } | { readonly at: "elsewhere"; readonly was: User } | { readonly at: "in"; readonly shell: Shell };

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
const expected = storage.read(PERSON_KEY);
if (expected) theme.wear(expected);
let habits: NoticeHabits | null = null; // of whoever is there
const toasts = new Toasts((tone) => tone === "bad" && habits?.sound("error"));
const sounds = new Sounds();
const wakefulness = createWakefulness(() => toasts.show("warn", "The browser does not keep the screen on now."));
let person = ""; // whose page it is
const whose = (): string => person;
const fetchHere = fetchAs(fetch.bind(globalThis), whose, showChangedOver);
const connect = connectAs(pageConnect, whose);
const api = createApi(createHttp(fetchHere, () => showLogin()), putAs(put, whose));
const here = new PeopleHere(api.here, storage);
const live = new Live(api);
const feed = new EventFeed(
  {
    connect: (listener, after) => listenOn(connect(after === null ? "/events" : `/events?after=${after}`), listener),
    later,
    chance: Math.random,
  },
  {
    onFact: (fact) => live.take(fact),
    onResync: () => void readAll(),
    onConnected: (connected) => (online.value = connected),
    onUnauthenticated: () => showLogin(),
    onSomebodyElse: showChangedOver,
  },
);
addEventListener("online", () => feed.hurry());
followStorage(PERSON_KEY, (id) => person && id && id !== person && showChangedOver());

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

let changing = false; // over to somebody else, by this page itself
let lastPerson = "";
let stopApps = (): void => undefined;

function stopActing(): void {
  person = "";
  habits = null;
  feed.stop();
  stopApps();
  live.forget();
}

/** `name`: who is expected, if one is. */
function showLogin(name?: string): void {
  stopActing();
  visit.value = { at: "login", arrival: arrivalOf(location.hash), ...(name === undefined ? {} : { name }) };
}

function showChangedOver(): void {
  const now = visit.peek();
  if (now.at !== "in" || changing) return;
  stopActing();
  visit.value = { at: "elsewhere", was: now.shell.user };
}

/** Somebody has proved who they are. What was another's in this page is gone with it. */
function arrive(user: User): void {
  here.isNow(user);
  if (lastPerson === "" || lastPerson === user.id) {
    showDesktop(user, true);
    return;
  }
  here.arrives(user);
  location.reload();
}

/** `arriving`: who they are was just proved, which opens a lock too. */
function showDesktop(user: User, arriving: boolean): void {
  person = lastPerson = user.id;
  here.isNow(user);
  theme.wear(user.id);
  const lock = createLock(storage, user.id, () => here.ids());
  if (arriving) lock.unlock();
  const desk = new DeskStore(APPS, theme.compact, theme.fills);
  const keeper = new DeskKeeper({ desk, storage, key: `windows.${user.id}`, kv: api.kv, later, newMark: () => Math.random().toString(36).slice(2) });
  const open: Opener["open"] = (app, state) => desk.open(app, state);
  const openers = new Openers({ apps: () => desk.apps, files: api.files, storage, key: `openers.${user.id}`, open, notify: toasts.show });
  const follow = createFollow({ open, openFile: (path) => openers.open(path) });
  const own = new NoticeHabits({ storage, key: `notifications.${user.id}`, kv: api.kv, live, nowMs: Date.now, later, sounds });
  habits = own;
  followStorage(`notifications.${user.id}`, (text) => own.hear(text));
  const centre: NoticeCentre = new NoticeCentre({
    api: api.notifications,
    live,
    habits: own,
    toasts,
    seen: computed(() => pageVisible.value && !lock.locked.value),
    apps: () => new Set(desk.apps.map((app) => app.id)),
    picture: (notification) => <NoticePicture notification={notification} target={centre.targetOf(notification)} apps={desk.apps} />,
    follow,
  });
  const left = (): void => {
    here.forget(user.id);
    showLogin();
  };
  const sheet = signal<Sheet | null>(null);
  const welcome = new Welcome({ kv: api.kv, storage, key: `welcomed.${user.id}`, show: () => (sheet.value ??= "tour") });
  const shell: Shell = {
    api,
    live,
    connect,
    fetch: fetchHere,
    storage,
    theme,
    toasts,
    desk,
    keeper,
    dock: new DockPins({ storage, key: `taskbar.${user.id}`, kv: api.kv, first: desk.own.map((app) => app.id) }),
    online,
    user,
    here,
    launcher: signal(false),
    centre,
    wakefulness,
    openers,
    sheet,
    welcome,
    lock,
    logOut: () => (user.temporary ? (sheet.value = "leaving") : shell.leave()),
    leave: () => void keeper.flush().then(api.accounts.logout).then(left, complain),
    goOnAs: (id) => goOnAs(keeper, id),
    arrive,
    comeIn: (name) => void keeper.flush().then(() => showLogin(name)),
    allLeave: () => void keeper.flush().then(() => here.allLeave()).then(() => showLogin(), complain),
    startAgain: () => void keeper.flush().then(() => location.reload()),
  };
  online.value = true;
  stopApps = new ForeignApps(shell).start();
  visit.value = { at: "in", shell };
  feed.start();
  if (arriving) void welcome.greet();
  tellArrival();
}

async function goOnAs(keeper: DeskKeeper, id: string): Promise<void> {
  await keeper.flush();
  changing = true;
  try {
    await here.goOnAs(id);
    location.reload();
  } catch (reason) {
    changing = false;
    throw reason;
  }
}

const complain = (reason: unknown): void => void toasts.show("bad", explain(reason));

async function ask(): Promise<void> {
  try {
    const { user } = await api.accounts.me();
    showDesktop(user, here.hasArrived(user));
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

const beginAnew = (): void => location.reload();

function Page(): JSX.Element {
  const now = visit.value;
  if (now.at === "in") return <Desktop key={now.shell.user.id} shell={now.shell} />;
  if (now.at === "login") {
    return (
      <Entrance
        {...{ api, storage, here }}
        scene={theme.scene.value}
        arrival={now.arrival}
        {...(now.name === undefined ? {} : { name: now.name })}
        onLogin={arrive}
        onChosen={beginAnew}
        onTaken={takeOffHash}
        onDone={goOn}
      />
    );
  }
  if (now.at === "elsewhere") return <ChangedOver here={here} was={now.was} scene={theme.scene.value} onChosen={beginAnew} />;
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
