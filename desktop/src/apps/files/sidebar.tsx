// Places: one's own directories, what others share, the trash, one's machines; and how much room is left.

import { ArrowDown, ArrowUp, FileText, Globe, Folder, FolderOpen, HardDrive, House, Image, Monitor, Music, Server, SquarePlus, StarOff, Trash2, UserRound, UsersRound, Video, type LucideIcon } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { machineRoot } from "../../client/machine-refs";
import { wordFor } from "../../core/thermal";
import { formatBytes } from "../../core/units";
import { Menu, type MenuItem } from "../../kit/menu";
import { t, tell } from "../../languages/say";
import type { Machine, StorageUsed } from "../../wire/generated";
import { DropTarget } from "../../shell/file-work/drop-target";
import { StateMark } from "../../shell/state-mark";
import { join } from "../../core/file-paths";
import { usePutting, useTaking } from "./favourite-drag";
import { placeName } from "./paths";
import { readShared, SHARED_NAME, SHARED_WITH_ME } from "./shared-with-me";
import type { View } from "./view";

interface Place {
  readonly name: string;
  readonly path: string;
  readonly icon: LucideIcon;
  readonly favourite?: string; // the id that it is kept by
  readonly machine?: Machine; // whose files they are
}

const OWN: readonly (readonly [string, LucideIcon])[] = [
  ["Desktop", Monitor],
  ["Documents", FileText],
  ["Pictures", Image],
  ["Music", Music],
  ["Videos", Video],
  ["Public", Globe],
];

interface SidebarProps {
  readonly view: View;
  readonly onGo: () => void;
}

export function Sidebar({ view, onGo }: SidebarProps): JSX.Element {
  const { home } = view.shared;
  const received = useReceived(view);
  const favourites = useFavourites(view);
  const own: readonly Place[] = [{ name: t("Home"), path: home, icon: House }, ...OWN.map(([name, icon]) => ({ name: placeName(name), path: join(home, name), icon }))];
  const shared: Place = { name: tell(SHARED_NAME), path: SHARED_WITH_ME, icon: UsersRound };
  const machines = view.host.live.machines.value.map((machine): Place => ({ name: machine.name, path: machineRoot(machine.id), icon: Server, machine }));
  const go = (path: string): void => {
    view.go(path);
    onGo();
  };
  return (
    <nav class="files-places" aria-label={t("Places")}>
      <Group view={view} name={t("Yours")} places={own} onGo={go} />
      {(favourites.length > 0 || !view.host.compact.value) && (
        <Taking view={view}>
          <Group view={view} name={t("Favourites")} places={favourites} none={t("Drop a folder here.")} onGo={go} />
        </Taking>
      )}
      <Group view={view} name={t("Of others")} places={[shared, ...received]} onGo={go} />
      <Group view={view} name="" places={[{ name: placeName("Trash"), path: join(home, "Trash"), icon: Trash2 }]} onGo={go} />
      {machines.length > 0 && <Group view={view} name={t("Machines")} places={machines} onGo={go} />}
      <Usage view={view} />
    </nav>
  );
}

function Taking({ view, children }: { readonly view: View; readonly children: ComponentChildren }): JSX.Element {
  const { over, handlers } = useTaking(view.shared.favourites);
  return (
    <div class={`files-taking ${over ? "over" : ""}`} role="presentation" {...handlers}>
      {children}
    </div>
  );
}

interface GroupProps {
  readonly view: View;
  readonly name: string;
  readonly places: readonly Place[];
  readonly none?: string; // said where there are none
  readonly onGo: (path: string) => void;
}

function Group({ view, name, places, none, onGo }: GroupProps): JSX.Element {
  const [menu, setMenu] = useState<{ readonly place: Place; readonly at: DOMPoint } | null>(null);
  const openMenu = (event: MouseEvent, place: Place): void => {
    event.preventDefault();
    const { left, bottom } = (event.currentTarget as Element).getBoundingClientRect();
    setMenu({ place, at: event.clientX > 0 ? new DOMPoint(event.clientX, event.clientY) : new DOMPoint(left + 24, bottom) });
  };
  return (
    <section>
      {name && <h3>{name}</h3>}
      {none && places.length === 0 && <p class="soft">{none}</p>}
      <ul>
        {places.map((place) => (
          <Item key={place.path} view={view} place={place} onGo={onGo} onMenu={(event) => openMenu(event, place)} onStep={(by) => stepFavourite(view, place, places, by)} />
        ))}
      </ul>
      {menu && <Menu name={menu.place.name} anchor={menu.at} groups={menuOfPlace(view, menu.place, places, onGo)} onClose={() => setMenu(null)} />}
    </section>
  );
}

interface ItemProps {
  readonly view: View;
  readonly place: Place;
  readonly onGo: (path: string) => void;
  readonly onMenu: (event: MouseEvent) => void;
  readonly onStep: (by: 1 | -1) => void;
}

function Item({ view, place: { name, path, icon: Icon, favourite, machine }, onGo, onMenu, onStep }: ItemProps): JSX.Element {
  const putting = usePutting(view.shared.favourites, favourite ?? "");
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
    if (favourite === undefined || !event.altKey || !by) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(by);
  };
  return (
    <li class={putting.over ? "over" : ""} onKeyDown={step} {...(favourite === undefined ? {} : putting.handlers)}>
      <DropTarget work={view.shared} into={path === SHARED_WITH_ME ? null : path}>
        {(over) => (
          <button type="button" class={over ? "over" : ""} aria-current={view.path.value === path} onClick={() => onGo(path)} onContextMenu={onMenu}>
            <Icon size={16} aria-hidden />
            <span>
              <bdi>{name}</bdi>
            </span>
            {machine && (
              <span class="state" title={wordFor(machine.state)}>
                <StateMark state={machine.state} />
                <span class="visually-hidden">{wordFor(machine.state)}</span>
              </span>
            )}
          </button>
        )}
      </DropTarget>
    </li>
  );
}

/** Where it stands among those that are shown; nothing for what is none. */
function stepFavourite(view: View, { favourite }: Place, places: readonly Place[], by: 1 | -1): void {
  if (favourite !== undefined) view.shared.favourites.step(favourite, by, places.flatMap((place) => place.favourite ?? []));
}

function menuOfPlace(view: View, place: Place, places: readonly Place[], onGo: (path: string) => void): readonly (readonly MenuItem[])[] {
  const { path, favourite, machine } = place;
  const ways: readonly MenuItem[] = [
    { id: "open", label: t("Open"), icon: FolderOpen, onSelect: () => onGo(path) },
    { id: "open-tab", label: t("Open in a new tab"), icon: SquarePlus, onSelect: () => view.tabs.open(path) },
  ];
  if (machine) return [ways, [{ id: "machine", label: t("Show the machine"), icon: Server, onSelect: () => view.host.open("machines", { machine: machine.id }) }]];
  if (favourite === undefined) return [ways];
  const moves: readonly MenuItem[] = [
    ...(places[0] === place ? [] : [{ id: "up", label: t("Move up"), icon: ArrowUp, shortcut: "Alt+ArrowUp", onSelect: () => stepFavourite(view, place, places, -1) }]),
    ...(places.at(-1) === place ? [] : [{ id: "down", label: t("Move down"), icon: ArrowDown, shortcut: "Alt+ArrowDown", onSelect: () => stepFavourite(view, place, places, 1) }]),
  ];
  return [ways, moves, [{ id: "remove", label: t("Remove from favourites"), icon: StarOff, onSelect: () => view.shared.favourites.remove(favourite) }]];
}

/** Those that are still there, under the names that they have now; read again with each directory that is entered. */
function useFavourites(view: View): readonly Place[] {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const ids = view.shared.favourites.ids.value;
  useEffect(() => {
    let over = false;
    view.host.api.files.statMany(ids).then(
      (entries) => over || setPlaces(entries.filter(({ kind, trashed_at: gone }) => kind === "directory" && !gone).map(({ id, name, path }) => ({ name, path, icon: Folder, favourite: id }))),
      () => undefined, // they are shown as they were
    );
    return () => void (over = true);
  }, [ids, view.path.value]);
  return places;
}

/** What others share, by whom; read again when a share comes or goes. */
function useReceived(view: View): readonly Place[] {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  useEffect(() => {
    let over = false;
    const read = (): void => {
      void readReceived(view).then(
        (found) => over || setPlaces(found),
        () => undefined, // the list of what is one's own is of use without it
      );
    };
    read();
    const stop = view.host.live.listen((fact) => {
      if (fact === null || fact.type.startsWith("grant.")) read();
    });
    return () => {
      over = true;
      stop();
    };
  }, [view]);
  return places;
}

/** Directories among them; files are found in "Shared with me". */
async function readReceived({ host }: View): Promise<readonly Place[]> {
  const directories = (await readShared(host.api.files)).filter((entry) => entry.kind === "directory");
  return directories.map(({ path, name }) => ({ name: `${name} (${path.split("/")[1]})`, path, icon: UserRound }));
}

function Usage({ view }: { readonly view: View }): JSX.Element | null {
  const [usage, setUsage] = useState<StorageUsed | null>(null);
  const entries = view.directory.entries.value;
  useEffect(() => {
    const timer = setTimeout(() => void view.host.api.files.usage().then(setUsage, () => undefined), 400);
    return () => clearTimeout(timer);
  }, [entries]);
  if (!usage) return null;
  const { used_bytes: used, limit_bytes: limit } = usage;
  const share = limit ? Math.min(1, used / limit) : 0;
  return (
    <div class="files-usage">
      <HardDrive size={15} aria-hidden />
      <div>
        {limit > 0 && <meter aria-label={t("Storage used")} min={0} max={1} high={0.9} value={share} />}
        <span>{limit ? t("{part} of {size}", { part: formatBytes(used), size: formatBytes(limit) }) : t("{size} used", { size: formatBytes(used) })}</span>
      </div>
    </div>
  );
}
