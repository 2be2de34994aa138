import { Settings } from "lucide-preact";
import { say, t, tell } from "../../languages/say";
import type { AppManifest } from "../../shell/app";
import { SINGLES } from "./singles";

export const settings: AppManifest = {
  id: "settings",
  get name() {
    return t("Settings");
  },
  get about() {
    return t("Your account, how things look, what you may have");
  },
  icon: Settings,
  tint: "night",
  size: { width: 940, height: 640 },
  many: false,
  places: [
    ...SINGLES.map(({ id, page, title, words }) => ({ id: `${page}.${id}`, label: title, words, state: { page, single: id } })),
    { id: "appearance", label: say("Appearance"), words: "theme colours light dark wallpaper", state: { page: "appearance" } },
    { id: "notifications", label: say("Notifications"), words: "bell toasts do not disturb sounds", state: { page: "notifications" } },
    { id: "account", label: say("Account"), words: "name e-mail password export leave", state: { page: "account" } },
    { id: "security", label: say("Security"), words: "passkeys one-time codes sessions browsers tokens", state: { page: "security" } },
    { id: "storage", label: say("Storage and usage"), words: "limits quota space", state: { page: "storage" } },
    { id: "about", label: say("About this Ingle"), words: "version", state: { page: "about" } },
  ].map(({ id, label, words, state }) => ({
    id,
    get label() {
      return tell(label);
    },
    words,
    state,
  })),
  load: () => import("./app"),
};
