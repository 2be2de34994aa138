// What is seen of a locked desktop: its wallpaper, the time, and the ways to prove who one is: the password, and a passkey where the person has one. Windows go on behind it, unseen.

import { CircleUserRound, Fingerprint } from "lucide-preact";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../client/asking";
import { ApiError, explain } from "../client/http";
import { logInByPasskey, passkeysPossible } from "../client/passkeys";
import { Button } from "../kit/button";
import { Notice } from "../kit/feedback";
import { PasswordField } from "../kit/field";
import { t } from "../languages/say";
import { Clock } from "./clock";
import { openFor } from "./lock";
import { PeopleList } from "./people-list";
import type { Shell } from "./shell";

export function LockScreen({ shell }: { readonly shell: Shell }): JSX.Element {
  const { api, lock, user } = shell;
  const element = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const show = (): void => {
    if (!element.current?.open) element.current?.showModal();
    field.current?.focus();
  };
  useEffect(() => {
    show();
    return () => element.current?.close();
  }, []);

  const prove = async (how: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await how();
    } catch (reason) {
      setBusy(false);
      setError(describe(reason));
      field.current?.select();
    }
  };
  const byPassword = async (): Promise<void> => {
    await api.account.elevate({ password });
    lock.unlock();
  };
  const byPasskey = async (): Promise<void> => openFor(await logInByPasskey(api.account.passkeys), user, lock, shell.arrive);

  return (
    <dialog
      ref={element}
      class="lock-screen"
      aria-label={t("Locked")}
      onCancel={(event) => event.preventDefault()}
      onClose={() => lock.locked.peek() && show()} // a browser lets nobody be held by a dialog, and closes it at the second Escape
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Clock large />
      <form
        class="login-card"
        aria-label={t("Unlock")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void prove(byPassword);
        }}
      >
        <div class="lock-person">
          <CircleUserRound size={46} strokeWidth={1.3} aria-hidden />
          <h2>{user.name}</h2>
        </div>
        <input type="text" name="username" autocomplete="username" value={user.name} readOnly hidden />
        <PasswordField
          label={t("Password")}
          name="password"
          autocomplete="current-password"
          value={password}
          onText={(text) => {
            setPassword(text);
            setError(null);
          }}
          inputRef={field}
        />
        {error && <Notice tone="bad">{error}</Notice>}
        <Button type="submit" look="primary" wide large busy={busy} disabled={password === ""}>
          {t("Unlock")}
        </Button>
        {passkeysPossible() && <ByPasskey shell={shell} busy={busy} onUse={() => void prove(byPasskey)} />}
        <Button look="quiet" wide onClick={shell.logOut}>
          {t("Log out")}
        </Button>
        <PeopleList here={shell.here} but={user.id} onChoose={shell.goOnAs} onAsk={shell.comeIn} />
        <Button look="quiet" wide onClick={() => shell.comeIn("")}>
          {t("Use another account")}
        </Button>
      </form>
    </dialog>
  );
}

interface ByPasskeyProps {
  readonly shell: Shell;
  readonly busy: boolean;
  readonly onUse: () => void;
}

/** Nobody is offered what they do not have. */
function ByPasskey({ shell: { api }, busy, onUse }: ByPasskeyProps): JSX.Element | null {
  const keys = useReading(api.account.passkeys.list, []).value ?? [];
  if (keys.length === 0) return null;
  return (
    <Button wide icon={Fingerprint} disabled={busy} onClick={onUse}>
      {t("Use a passkey")}
    </Button>
  );
}

function describe(reason: unknown): string {
  if (!(reason instanceof ApiError)) return explain(reason);
  if (reason.problem.kind === "rate_limited") return t("Too many attempts. Wait a minute, then try again.");
  return reason.problem.code === "wrong_password" ? t("That is not your password.") : explain(reason);
}
