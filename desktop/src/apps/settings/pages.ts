// The pages, in the order of the list at the side.

import { HardDrive, Info, KeyRound, Palette, UserRound, type LucideIcon } from "lucide-preact";
import { About } from "./about";
import { Account } from "./account";
import { Appearance } from "./appearance";
import type { PageView } from "./parts";
import { Storage } from "./storage";
import { Security } from "./security";

export interface SettingsPage {
  readonly id: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly View: PageView;
}

export interface PageGroup {
  readonly name: string;
  readonly admin: boolean; // for admins only
  readonly pages: readonly SettingsPage[];
}

const GROUPS: readonly PageGroup[] = [
  {
    name: "You",
    admin: false,
    pages: [
      { id: "appearance", name: "Appearance", icon: Palette, View: Appearance },
      { id: "account", name: "Account", icon: UserRound, View: Account },
      { id: "security", name: "Security", icon: KeyRound, View: Security },
      { id: "storage", name: "Storage and usage", icon: HardDrive, View: Storage },
    ],
  },
  { name: "This Ingle", admin: false, pages: [{ id: "about", name: "About", icon: Info, View: About }] },
];

export const groupsFor = (admin: boolean): readonly PageGroup[] => GROUPS.filter((group) => admin || !group.admin);

export const pageOf = (groups: readonly PageGroup[], id: unknown): SettingsPage | undefined =>
  groups.flatMap((group) => group.pages).find((page) => page.id === id);
