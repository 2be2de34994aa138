// Asked before a guest logs out: nobody comes back as them, so all that is theirs goes.

import type { JSX } from "preact";
import { Confirm } from "../kit/dialog";
import { t } from "../languages/say";
import type { Shell } from "./shell";

export function GuestLeaving({ shell, onClose }: { readonly shell: Shell; readonly onClose: () => void }): JSX.Element {
  const leave = (): Promise<void> => Promise.resolve(shell.leave());
  return (
    <Confirm title={t("Log out, and lose what you made?")} verb={t("Remove all and log out")} onConfirm={leave} onClose={onClose}>
      {t("You are a guest in this browser: your files and machines are removed when you log out. To keep them, keep this account, under Settings, Account.")}
    </Confirm>
  );
}
