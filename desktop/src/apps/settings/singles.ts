// Single settings that the search finds: each a section of a page, known by its title.

import { say, type Said } from "../../languages/say";

export interface Single {
  readonly id: string;
  readonly page: string;
  readonly title: Said; // as the page has it over the section
  readonly words: string; // that find it too
}

export const SINGLES: readonly Single[] = [
  { id: "language", page: "appearance", title: say("Language"), words: "translation locale" },
  { id: "light-and-dark", page: "appearance", title: say("Light and dark"), words: "theme mode night" },
  { id: "accent", page: "appearance", title: say("Accent"), words: "colour color highlight" },
  { id: "wallpaper", page: "appearance", title: say("Wallpaper"), words: "background picture photo plain colour scene" },
  { id: "taskbar", page: "appearance", title: say("Taskbar"), words: "dock panel side left right top bottom" },
  { id: "movement", page: "appearance", title: say("Movement"), words: "reduced motion animation" },
  { id: "do-not-disturb", page: "notifications", title: say("Do not disturb"), words: "quiet silence notifications focus" },
  { id: "sounds", page: "notifications", title: say("Sounds"), words: "audio volume mute beep" },
  { id: "senders", page: "notifications", title: say("Who may notify you"), words: "mute apps notifications" },
  { id: "e-mail", page: "account", title: say("E-mail"), words: "address letter" },
  { id: "password", page: "account", title: say("Password"), words: "change" },
  { id: "passkeys", page: "security", title: say("Passkeys"), words: "webauthn finger face key" },
  { id: "codes", page: "security", title: say("One-time codes"), words: "2fa two factor authenticator totp" },
  { id: "logins", page: "security", title: say("Where you are logged in"), words: "sessions browsers devices" },
  { id: "tokens", page: "security", title: say("API tokens"), words: "credentials" },
  { id: "new-machines", page: "machines", title: say("New machines"), words: "default image size" },
  { id: "rest", page: "machines", title: say("While nobody uses them"), words: "machines sleep warm cold timers idle" },
  { id: "permissions", page: "apps", title: say("Permissions"), words: "apps allowed grants" },
];

export const singleOf = (id: unknown): Single | undefined => SINGLES.find((single) => single.id === id);
