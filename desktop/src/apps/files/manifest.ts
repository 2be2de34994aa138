import { Folder } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const files: AppManifest = {
  id: "files",
  name: "Files",
  about: "Your files, and what others share with you",
  icon: Folder,
  tint: "dusk",
  size: { width: 980, height: 620 },
  many: true,
  places: ["Documents", "Pictures", "Music", "Videos", "Public", "Trash"].map((name) => ({ id: name, label: name, words: "folder", state: { path: `~/${name}` } })),
  load: () => import("./app"),
};
