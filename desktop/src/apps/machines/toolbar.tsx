// What can be done with a machine: the likeliest as buttons, everything else in a menu.

import {
  Camera,
  Ellipsis,
  GitFork,
  Moon,
  Package,
  Pause,
  Pencil,
  Play,
  RotateCcw,
  Square,
  SquareTerminal,
  Sunrise,
  Timer,
  Trash2,
  type LucideIcon,
} from "lucide-preact";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { available } from "../../core/actions";
import { Button, IconButton } from "../../kit/button";
import { Menu } from "../../kit/menu";
import { t, tell } from "../../languages/say";
import { MACHINE_ACTIONS, type Orders } from "./states";

type ActionId = (typeof MACHINE_ACTIONS)[number]["id"];

const ICONS: Readonly<Record<ActionId, LucideIcon>> = {
  terminal: SquareTerminal,
  start: Play,
  resume: Play,
  wake: Sunrise,
  sleep: Moon,
  pause: Pause,
  restart: RotateCcw,
  stop: Square,
  snapshot: Camera,
  fork: GitFork,
  "save-image": Package,
  timers: Timer,
  rename: Pencil,
  remove: Trash2,
};
const AT_HAND: readonly ActionId[] = ["terminal", "start", "resume", "sleep", "stop", "wake"]; // the likeliest first
const MOST_AT_HAND = 3; // what a phone has room for

/** The likeliest actions as buttons, the others in a menu. */
export function MachineToolbar({ orders }: { readonly orders: Orders }): JSX.Element {
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const actions = available(MACHINE_ACTIONS, orders);
  const atHand = AT_HAND.filter((id) => actions.some((action) => action.id === id)).slice(0, MOST_AT_HAND);
  const more = actions.filter((action) => !atHand.includes(action.id)).map((action) => ({
    ...action,
    label: tell(action.label),
    danger: action.id === "remove",
    icon: ICONS[action.id],
    onSelect: () => action.perform(orders),
  }));
  return (
    <div class="toolbar" role="toolbar" aria-label={t("Actions")}>
      {actions
        .filter((action) => atHand.includes(action.id))
        .map((action, at) => (
          <Button key={action.id} look={at === 0 ? "primary" : "plain"} icon={ICONS[action.id]} onClick={() => action.perform(orders)}>
            {action.id === "terminal" ? t("Terminal") : tell(action.label)}
          </Button>
        ))}
      <IconButton
        name={t("More actions")}
        icon={Ellipsis}
        aria-haspopup="menu"
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      />
      {menuAt && (
        <Menu
          name={t("More actions")}
          anchor={menuAt}
          onClose={() => setMenuAt(null)}
          groups={[more.filter((item) => !item.danger), more.filter((item) => item.danger)]}
        />
      )}
    </div>
  );
}
