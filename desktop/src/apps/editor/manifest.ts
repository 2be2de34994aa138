import { FilePen } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const editor: AppManifest = {
  id: "editor",
  name: "Editor",
  about: "Write text and code in your files",
  icon: FilePen,
  tint: "moss",
  size: { width: 840, height: 600 },
  many: true,
  gathers: true,
  opens: [{ types: ["text/*", "*/*"], largest: 2 * 1024 * 1024 }],
  load: () => import("./app"),
};
