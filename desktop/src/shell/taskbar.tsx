// The bar at the bottom: launcher, apps with their running marks, clock, and whose desktop it is.

import { Layers } from "lucide-preact";
import type { JSX } from "preact";
import { IconButton } from "../kit/button";
import { t } from "../languages/say";
import { Clock } from "./clock";
import { Dock } from "./dock";
import { Logo } from "./logo";
import { NoticeBell } from "./notice-panel";
import type { Shell } from "./shell";
import { UserMenu } from "./user-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";

export function Taskbar({ shell }: { readonly shell: Shell }): JSX.Element {
  return (
    <nav class="taskbar" aria-label={t("Taskbar")}>
      <div class="taskbar-start">
        <button
          type="button"
          class="taskbar-button launcher-button"
          aria-label={t("Search everything")}
          aria-haspopup="dialog"
          aria-expanded={shell.launcher.value}
          onClick={() => (shell.launcher.value = true)}
        >
          <Logo size={24} />
        </button>
      </div>
      <Dock shell={shell} />
      <div class="taskbar-end">
        <WorkspaceSwitcher shell={shell} />
        <IconButton name={t("All windows")} icon={Layers} size={20} class="taskbar-button wide-only" onClick={() => (shell.desk.overview.value = true)} />
        <Clock />
        <NoticeBell shell={shell} />
        <UserMenu shell={shell} />
      </div>
    </nav>
  );
}
