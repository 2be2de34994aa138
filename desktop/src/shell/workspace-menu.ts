// On which workspace a window is, as items of a menu: one of them, all, or a new one.

import { SquarePlus } from "lucide-preact";
import type { MenuItem } from "../kit/menu";
import { t } from "../languages/say";
import type { Shell } from "./shell";

export function berths({ desk }: Shell, id: number): readonly MenuItem[] {
  const { workspaces } = desk;
  const window = desk.window(id);
  if (!window) return [];
  const among = (to: number | null, label: string): MenuItem => ({
    id: `workspace.${to ?? "all"}`,
    label,
    checked: window.workspace === to,
    onSelect: () => workspaces.move(id, to),
  });
  const making: MenuItem = { id: "workspace.new", label: t("Move to a new workspace"), icon: SquarePlus, onSelect: () => workspaces.move(id, workspaces.add()) };
  return [
    ...(workspaces.several.value ? [...workspaces.list.value.map((one) => among(one.id, workspaces.nameOf(one.id))), among(null, t("On all workspaces"))] : []),
    ...(workspaces.mayAdd.value ? [making] : []),
  ];
}
