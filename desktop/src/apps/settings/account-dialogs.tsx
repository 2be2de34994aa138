// The questions of the account page.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useOrdering } from "../../client/asking";
import { PasswordField, TextField } from "../../kit/field";
import { t } from "../../languages/say";
import type { OwnProps } from "./account";
import { FormDialog } from "../../shell/form-dialog";

interface DialogProps extends OwnProps {
  readonly onClose: () => void;
}

export function EmailDialog({ host, elevation, user, onClose, onAsked }: DialogProps & { readonly onAsked: () => void }): JSX.Element {
  const [email, setEmail] = useState(user.email ?? "");
  const ordering = useOrdering();
  const change = (): void => {
    if (!email.includes("@")) ordering.refuse(t("That is no e-mail address."));
    else ordering.order(elevation.run(() => host.api.account.changeEmail(email.trim())), onAsked);
  };
  return (
    <FormDialog title={t("Your e-mail address")} verb={t("Send a letter")} ordering={ordering} onSubmit={change} onClose={onClose}>
      <TextField label={t("E-mail address")} type="email" autocomplete="email" value={email} onText={setEmail} />
      <p class="soft">{t("A letter with a code goes there. Until you have entered that code, everything stays as it is.")}</p>
    </FormDialog>
  );
}

export function ConfirmEmailDialog({ host, onChange, onClose }: DialogProps): JSX.Element {
  const [code, setCode] = useState("");
  const ordering = useOrdering();
  const confirm = (): void =>
    ordering.order(host.api.entrance.confirmEmail(code.trim()), (user) => {
      host.notify("ok", user.email ? t("{email} is confirmed.", { email: user.email }) : t("Your address is confirmed."));
      onChange();
      onClose();
    });
  return (
    <FormDialog title={t("Confirm your address")} verb={t("Confirm")} ordering={ordering} onSubmit={confirm} onClose={onClose}>
      <TextField label={t("The code of the letter")} class="mono" autocomplete="one-time-code" spellcheck={false} value={code} onText={setCode} />
    </FormDialog>
  );
}

export function PasswordDialog({ host, user, onClose }: DialogProps): JSX.Element {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const ordering = useOrdering();
  const change = (): void => {
    if (!old || !fresh) ordering.refuse(t("Enter both passwords."));
    else
      ordering.order(host.api.account.changePassword({ old, new: fresh }), () => {
        host.notify("ok", t("Your password is changed."));
        onClose();
      });
  };
  return (
    <FormDialog title={t("Change your password")} verb={t("Change")} ordering={ordering} onSubmit={change} onClose={onClose}>
      <input type="text" name="username" autocomplete="username" value={user.name} readOnly hidden />
      <PasswordField label={t("Present password")} autocomplete="current-password" value={old} onText={setOld} />
      <PasswordField label={t("New password")} autocomplete="new-password" hint={t("At least 8 characters; a sentence is good.")} value={fresh} onText={setFresh} />
    </FormDialog>
  );
}

export function NameDialog({ host, elevation, user, onClose }: DialogProps): JSX.Element {
  const [name, setName] = useState(user.name);
  const ordering = useOrdering();
  const change = (): void => {
    if (name.trim() === user.name) onClose();
    else ordering.order(elevation.run(() => host.api.account.changeName(name.trim())), host.startAgain);
  };
  return (
    <FormDialog title={t("Change your name")} verb={t("Change")} ordering={ordering} onSubmit={change} onClose={onClose}>
      <TextField label={t("Name")} autocomplete="username" autocapitalize="none" spellcheck={false} value={name} onText={setName} />
      <p class="soft">{t("You log in with it, and it stands before the paths of your files. What you have shared stays shared.")}</p>
    </FormDialog>
  );
}

export function StayDialog({ host, onClose }: DialogProps): JSX.Element {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [email, setEmail] = useState("");
  const ordering = useOrdering();
  const stay = (): void =>
    ordering.order(host.api.account.stay({ name: name.trim(), password, ...(email ? { email: email.trim() } : {}) }), host.startAgain);
  return (
    <FormDialog title={t("Keep this account")} verb={t("Keep it")} ordering={ordering} onSubmit={stay} onClose={onClose}>
      <TextField label={t("Name")} autocomplete="username" autocapitalize="none" spellcheck={false} value={name} onText={setName} />
      <PasswordField label={t("Password")} autocomplete="new-password" value={password} onText={setPassword} />
      <TextField label={t("E-mail address, if you like")} type="email" autocomplete="email" value={email} onText={setEmail} />
    </FormDialog>
  );
}

export function LeaveDialog({ host, elevation, user, onClose }: DialogProps): JSX.Element {
  const [name, setName] = useState("");
  const ordering = useOrdering();
  const leave = (): void => {
    if (name.trim() !== user.name) ordering.refuse(t("Enter {name} to confirm.", { name: user.name }));
    else ordering.order(elevation.run(host.api.account.leave), host.logOut);
  };
  return (
    <FormDialog title={t("Delete your account?")} verb={t("Delete for ever")} look="danger" ordering={ordering} onSubmit={leave} onClose={onClose}>
      <p class="soft">{t("Your files, machines, snapshots, images, apps and sites are removed. Nobody can bring them back.")}</p>
      <TextField label={t("Enter your name, {name}, to confirm", { name: user.name })} autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onText={setName} />
    </FormDialog>
  );
}
