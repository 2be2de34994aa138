import { Folder } from "lucide-preact";
import { t } from "../../languages/say";
import type { AppManifest } from "../../shell/app";
import { placeName } from "./paths";

export const files: AppManifest = {
  id: "files",
  get name() {
    return t("Files");
  },
  get about() {
    return t("Your files, and what others share with you");
  },
  icon: Folder,
  tint: "dusk",
  size: { width: 980, height: 620 },
  many: true,
  places: ["Documents", "Pictures", "Music", "Videos", "Public", "Trash"].map((name) => ({
    id: name,
    get label() {
      return placeName(name);
    },
    words: `folder ${name}`,
    state: { path: `~/${name}` },
  })),
  keys: () => import("./actions").then(({ FILES_ACTIONS }) => FILES_ACTIONS),
  load: () => import("./app"),
};
