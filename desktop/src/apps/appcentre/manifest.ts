import { LayoutGrid } from "lucide-preact";
import { say, t, tell } from "../../languages/say";
import type { AppManifest } from "../../shell/app";

export const appcentre: AppManifest = {
  id: "appcentre",
  get name() {
    return t("App centre");
  },
  get about() {
    return t("Find apps, see what they may do, publish your own");
  },
  icon: LayoutGrid,
  tint: "moss",
  size: { width: 960, height: 660 },
  many: false,
  places: [
    { id: "yours", label: say("Your apps"), words: "installed remove permissions data", state: { tab: "yours", app: null, edit: null } },
    { id: "publish", label: say("Publish an app"), words: "register upload site folder index.html", state: { tab: "published", app: null, edit: "new" } },
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
