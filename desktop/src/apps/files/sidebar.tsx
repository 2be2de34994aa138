// Places: one's own directories, what others share, the trash; and how much room is left.

import { FileText, Globe, HardDrive, House, Image, Monitor, Music, Trash2, UserRound, UsersRound, Video, type LucideIcon } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatBytes } from "../../core/units";
import { t, tell } from "../../languages/say";
import type { StorageUsed } from "../../wire/generated";
import { DropTarget } from "./drop-target";
import { join, placeName } from "./paths";
import { readShared, SHARED_NAME, SHARED_WITH_ME } from "./shared-with-me";
import type { View } from "./view";

interface Place {
  readonly name: string;
  readonly path: string;
  readonly icon: LucideIcon;
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
  const own: readonly Place[] = [{ name: t("Home"), path: home, icon: House }, ...OWN.map(([name, icon]) => ({ name: placeName(name), path: join(home, name), icon }))];
  const shared: Place = { name: tell(SHARED_NAME), path: SHARED_WITH_ME, icon: UsersRound };
  const go = (path: string): void => {
    view.go(path);
    onGo();
  };
  return (
    <nav class="files-places" aria-label={t("Places")}>
      <Group view={view} name={t("Yours")} places={own} onGo={go} />
      <Group view={view} name={t("Of others")} places={[shared, ...received]} onGo={go} />
      <Group view={view} name="" places={[{ name: placeName("Trash"), path: join(home, "Trash"), icon: Trash2 }]} onGo={go} />
      <Usage view={view} />
    </nav>
  );
}

function Group({ view, name, places, onGo }: { readonly view: View; readonly name: string; readonly places: readonly Place[]; readonly onGo: (path: string) => void }): JSX.Element {
  return (
    <section>
      {name && <h3>{name}</h3>}
      <ul>
        {places.map(({ name: label, path, icon: Icon }) => (
          <li key={path}>
            <DropTarget view={view} into={path === SHARED_WITH_ME ? null : path}>
              {(over) => (
                <button type="button" class={over ? "over" : ""} aria-current={view.path.value === path} onClick={() => onGo(path)}>
                  <Icon size={16} aria-hidden />
                  <span>{label}</span>
                </button>
              )}
            </DropTarget>
          </li>
        ))}
      </ul>
    </section>
  );
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
