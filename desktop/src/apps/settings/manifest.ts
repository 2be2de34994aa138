import { Settings } from "lucide-preact";
import type { AppManifest } from "../../shell/app";

export const settings: AppManifest = {
  id: "settings",
  name: "Settings",
  about: "Your account, how things look, what you may have",
  icon: Settings,
  tint: "night",
  size: { width: 940, height: 640 },
  many: false,
  places: [
    { id: "appearance", label: "Appearance", words: "theme colours light dark wallpaper" },
    { id: "account", label: "Account", words: "name e-mail password export leave" },
    { id: "security", label: "Security", words: "passkeys one-time codes sessions browsers tokens" },
    { id: "storage", label: "Storage and usage", words: "limits quota space" },
    { id: "about", label: "About this Ingle", words: "version" },
  ].map((page) => ({ ...page, state: { page: page.id } })),
  load: () => import("./app"),
};
