// Another image: a system made here from Debian's packages, or one from a registry.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explain } from "../../client/http";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { ChoiceField, PasswordField, TextField, type Option } from "../../kit/field";
import { t } from "../../languages/say";
import type { Host } from "../../shell/app";
import type { ImageCreate } from "../../wire/generated";

type Source = "debian" | "busybox" | "registry";

const sources = (): readonly Option<Source>[] => [
  { value: "debian", label: "Debian", note: t("A complete system") },
  { value: "busybox", label: "BusyBox", note: t("Tiny, in seconds") },
  { value: "registry", label: t("Registry"), note: t("Any OCI image") },
];

interface Form {
  readonly source: Source;
  readonly name: string;
  readonly packages: string;
  readonly reference: string;
  readonly username: string;
  readonly password: string;
}

const EMPTY: Form = { source: "debian", name: "", packages: "", reference: "", username: "", password: "" };

export function AddImageDialog({ host, onClose }: { readonly host: Host; readonly onClose: () => void }): JSX.Element {
  const [form, setForm] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const change = (part: Partial<Form>): void => setForm({ ...form, ...part });
  const plain = { autocomplete: "off", autocapitalize: "none", spellcheck: false } as const;

  const add = (): void => {
    if (form.source === "registry" && !form.reference.trim()) {
      setError(t("Say which image, such as debian:12 or registry.example/team/app:v1."));
      return;
    }
    setBusy(true);
    host.api.images.create(wishOf(form)).then(
      (image) => {
        host.live.putImage(image);
        onClose();
      },
      (reason: unknown) => {
        setBusy(false);
        setError(explain(reason));
      },
    );
  };

  return (
    <Dialog
      title={t("Add an image")}
      onClose={onClose}
      onSubmit={add}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t("Add")}
          </Button>
        </>
      }
    >
      <ChoiceField label={t("From")} options={sources()} value={form.source} onChoice={(source) => change({ source })} />
      {form.source === "registry" && (
        <>
          <TextField
            {...plain}
            label={t("Reference")}
            placeholder="registry.example/team/app:v1"
            value={form.reference}
            onText={(reference) => change({ reference })}
          />
          <TextField {...plain} label={t("User name")} hint={t("Only for a private image.")} value={form.username} onText={(username) => change({ username })} />
          {form.username && <PasswordField {...plain} label={t("Password")} value={form.password} onText={(password) => change({ password })} />}
        </>
      )}
      {form.source === "debian" && (
        <TextField
          {...plain}
          label={t("More packages")}
          placeholder="git python3"
          hint={t("Optional: names of Debian packages, separated by spaces.")}
          value={form.packages}
          onText={(packages) => change({ packages })}
        />
      )}
      <TextField {...plain} label={t("Name")} placeholder={defaultName(form)} hint={t("Optional.")} value={form.name} onText={(name) => change({ name })} />
      {error && <Notice tone="bad">{error}</Notice>}
    </Dialog>
  );
}

const defaultName = (form: Form): string => (form.source === "registry" ? form.reference.trim() || t("As the reference") : form.source);

export function wishOf(form: Form): ImageCreate {
  const name = form.name.trim();
  if (form.source === "registry") {
    return { how: "pull", reference: form.reference.trim(), name, username: form.username.trim(), password: form.password };
  }
  const packages = form.source === "debian" ? form.packages.split(/[\s,]+/).filter(Boolean) : [];
  return { how: "build", base: form.source, name, packages };
}
