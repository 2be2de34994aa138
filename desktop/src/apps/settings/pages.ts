// The pages, in the order of the list at the side.

import { Activity, AppWindow, Bell, HardDrive, Info, KeyRound, Moon, Palette, ScrollText, UserCog, UserRound, Users, type LucideIcon } from "lucide-preact";
import { say, type Said } from "../../languages/say";
import { About } from "./about";
import { Account } from "./account";
import { Appearance } from "./appearance";
import { AppPermissions } from "./app-permissions";
import { Audit } from "./audit";
import { Groups } from "./groups";
import { Health } from "./health";
import type { PageView } from "./parts";
import { People } from "./people";
import { Machines } from "./machines";
import { Notifications } from "./notifications";
import { Security } from "./security";
import { Storage } from "./storage";

export interface SettingsPage {
  readonly id: string;
  readonly name: Said;
  readonly icon: LucideIcon;
  readonly View: PageView;
}

export interface PageGroup {
  readonly name: Said;
  readonly admin: boolean; // for admins only
  readonly pages: readonly SettingsPage[];
}

const GROUPS: readonly PageGroup[] = [
  {
    name: say("You"),
    admin: false,
    pages: [
      { id: "appearance", name: say("Appearance"), icon: Palette, View: Appearance },
      { id: "notifications", name: say("Notifications"), icon: Bell, View: Notifications },
      { id: "account", name: say("Account"), icon: UserRound, View: Account },
      { id: "security", name: say("Security"), icon: KeyRound, View: Security },
      { id: "storage", name: say("Storage and usage"), icon: HardDrive, View: Storage },
      { id: "machines", name: say("Machines"), icon: Moon, View: Machines },
      { id: "apps", name: say("Apps"), icon: AppWindow, View: AppPermissions },
      { id: "groups", name: say("Groups"), icon: Users, View: Groups },
    ],
  },
  {
    name: say("Administration"),
    admin: true,
    pages: [
      { id: "people", name: say("People"), icon: UserCog, View: People },
      { id: "audit", name: say("Audit log"), icon: ScrollText, View: Audit },
      { id: "health", name: say("Health"), icon: Activity, View: Health },
    ],
  },
  { name: say("This Ingle"), admin: false, pages: [{ id: "about", name: say("About"), icon: Info, View: About }] },
];

export const groupsFor = (admin: boolean): readonly PageGroup[] => GROUPS.filter((group) => admin || !group.admin);

export const pageOf = (groups: readonly PageGroup[], id: unknown): SettingsPage | undefined =>
  groups.flatMap((group) => group.pages).find((page) => page.id === id);
