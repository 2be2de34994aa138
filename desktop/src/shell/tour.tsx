// Shows somebody around who is here for the first time: a few words about what is where. Escape, or Skip, ends it at any time; the search has it again.

import { Bell, Folder, LayoutGrid, Search, Server, type LucideIcon } from "lucide-preact";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { describe } from "../core/keymap";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { rich, say, t, tell, type Said } from "../languages/say";
import { DESKTOP_ACTIONS } from "./actions";
import { Logo } from "./logo";
import type { Shell } from "./shell";
import "./tour.css";

interface Stop {
  readonly title: Said;
  readonly icon: LucideIcon | null; // null: Ingle's own sign
  readonly text: () => ComponentChildren;
}

const STOPS: readonly Stop[] = [
  {
    title: say("Welcome to Ingle, {name}"),
    icon: null,
    text: () => t("This is a computer of your own that you reach with a browser. It is the same from everywhere: your windows, files and machines wait where you left them."),
  },
  {
    title: say("Your files"),
    icon: Folder,
    text: () => t("Files keeps what you have. Drag files in from your computer to upload them, share them with people or by a link, and find what they were before among their versions."),
  },
  {
    title: say("Your machines"),
    icon: Server,
    text: () => t("Machines are real Linux computers, each with its own kernel. They start in seconds, fall asleep when nobody uses them, and wake up when you open a terminal."),
  },
  {
    title: say("More apps"),
    icon: LayoutGrid,
    text: () => t("The App centre has what others here have made. It says what each app may do, lets you take that back, and makes an app of any folder of yours with a page in it."),
  },
  {
    title: say("Find anything"),
    icon: Search,
    text: () =>
      rich("The fire at the left of the taskbar, or {launcher}, searches apps, files, machines and everything that can be done. {shortcuts} shows all keys.", {
        launcher: <Keys action="launcher" />,
        shortcuts: <Keys action="shortcuts" />,
      }),
  },
  {
    title: say("What happens"),
    icon: Bell,
    text: () => rich("What you are to know waits behind the bell, {notices}, beside light and dark, and a switch to be left alone.", { notices: <Keys action="notices" /> }),
  },
];

export function Tour({ shell, onClose }: { readonly shell: Shell; readonly onClose: () => void }): JSX.Element {
  const [at, setAt] = useState(0);
  const stop = STOPS[at] ?? STOPS[0];
  const last = at === STOPS.length - 1;
  if (!stop) return <></>;
  const { icon: Sign, text } = stop;
  const title = tell(stop.title, { name: shell.user.name });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => (last ? onClose() : setAt(at + 1))}
      footer={
        <>
          <span class="tour-at">
            {t("{at} of {count}", { at: at + 1, count: STOPS.length })}
          </span>
          {at > 0 ? <Button onClick={() => setAt(at - 1)}>{t("Back")}</Button> : <Button onClick={onClose}>{t("Skip")}</Button>}
          <Button look="primary" type="submit" autofocus>
            {last ? t("Begin") : t("Next")}
          </Button>
        </>
      }
    >
      <div class="tour" aria-live="polite">
        <div class="picture" aria-hidden="true">
          {Sign ? <Sign size={44} strokeWidth={1.5} /> : <Logo size={56} />}
        </div>
        <p>{text()}</p>
      </div>
    </Dialog>
  );
}

function Keys({ action }: { readonly action: string }): JSX.Element {
  const shortcut = DESKTOP_ACTIONS.find((one) => one.id === action)?.shortcut ?? "";
  return <kbd>{describe(shortcut)}</kbd>;
}
