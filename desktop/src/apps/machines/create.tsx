// A new machine: from which image, how large, and under which name.

import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useReading } from "../../client/asking";
import { explain } from "../../client/http";
import { describeSize, SIZE_NAMES, SIZES, type SizeName } from "../../core/machine-sizes";
import { formatBytes } from "../../core/units";
import { splitWords, UnclosedQuoteError } from "../../core/words";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Notice } from "../../kit/feedback";
import { ChoiceField, TextField, type Option } from "../../kit/field";
import { t, tell } from "../../languages/say";
import type { Host } from "../../shell/app";
import { defaultsFor } from "../../shell/machine-defaults";
import type { Image } from "../../wire/generated";
import { ImageProgressBar, useImageMaking, type Base } from "./images";
import { MoreWishes, NOTHING_MORE, OwnSize, type More } from "./more-wishes";
import { nameError, suggestName } from "./sizes";
import { readEnvironment, readSize, sayRoom, textsOf, tooMuch, type SizeErrors } from "./wishes";

type Errors = SizeErrors & { readonly name?: string | null; readonly command?: string | null; readonly environment?: string | null; readonly all?: string | null };

interface CreateProps {
  readonly host: Host;
  readonly onClose: () => void;
  readonly onCreating: (name: string) => void;
}

type Size = SizeName | "own";

const sizes = (): readonly Option<Size>[] => [
  ...(Object.keys(SIZES) as SizeName[]).map((name) => ({ value: name, label: tell(SIZE_NAMES[name]), note: describeSize(SIZES[name]) })),
  { value: "own", label: t("Your own"), note: t("Say how much") },
];
const BASES: readonly Base[] = ["debian", "busybox"];

export function CreateDialog({ host, onClose, onCreating }: CreateProps): JSX.Element {
  const { images, machines } = host.live;
  const taken = new Set(machines.value.map((machine) => machine.name));
  const [name, setName] = useState("");
  const defaults = useMemo(() => defaultsFor(host), [host]);
  const [chosenImage, setImage] = useState<string | null>(null); // null: nothing was chosen here yet
  const [chosenSize, setSize] = useState<Size | null>(null);
  const image = chosenImage ?? defaults.imageOf(images.value);
  const size = chosenSize ?? defaults.value.value.size;
  const [texts, setTexts] = useState(() => textsOf(SIZES.small));
  const [command, setCommand] = useState("");
  const [more, setMore] = useState<More>(NOTHING_MORE);
  const [errors, setErrors] = useState<Errors>({});
  const room = useReading(async () => ({ limits: await host.api.account.limits(), usage: await host.api.account.usage() }), [host]).value;
  useEffect(() => defaults.follow(host.live), [defaults]);
  const suggestion = useMemo(() => suggestName(taken, Math.random), []);
  const preparing = images.value.filter((one) => one.state === "preparing");

  const create = (): void => {
    const chosen = name.trim() || suggestion;
    const words = readCommand(command);
    const asked = size === "own" ? readSize(texts) : { size: SIZES[size] };
    const env = readEnvironment(more.environment);
    const wrong: Errors = {
      name: nameError(chosen, taken),
      command: words instanceof UnclosedQuoteError ? t("In this command a quote is not closed.") : null,
      environment: typeof env === "number" ? t("Line {line} is not NAME=value.", { line: env }) : null,
      all: image ? ("size" in asked && room ? tooMuch(asked.size, room.limits, room.usage) : null) : t("Choose an image."),
      ...("errors" in asked ? asked.errors : {}),
    };
    setErrors(wrong);
    if (Object.values(wrong).some(Boolean) || "errors" in asked || words instanceof UnclosedQuoteError || typeof env === "number" || !image) return;
    // The answer comes once the machine runs; until then its state arrives as events, so the dialog need not wait.
    const wanted = { image, name: chosen, ...asked.size, env, restart: { when: more.restart }, ...(words.length > 0 ? { command: words } : {}) };
    host.api.machines.create(wanted).then(
      (machine) => host.live.putMachine(machine),
      (reason: unknown) => host.notify("bad", `${chosen}: ${explain(reason)}`),
    );
    onCreating(chosen);
    onClose();
  };

  return (
    <Dialog
      title={t("New machine")}
      wide
      onClose={onClose}
      onSubmit={create}
      footer={
        <>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" look="primary" disabled={!image}>
            {t("Create")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("Name")}
        autofocus
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={suggestion}
        value={name}
        onText={setName}
        error={errors.name}
      />
      <ChoiceField label={t("Image")} options={imageOptions(images.value)} value={image} onChoice={setImage} />
      {preparing.map((one) => (
        <ImageProgressBar key={one.id} image={one} />
      ))}
      <MakeImages host={host} />
      <ChoiceField label={t("Size")} options={sizes()} value={size} onChoice={setSize} />
      {size === "own" && <OwnSize texts={texts} errors={errors} onTexts={setTexts} />}
      <TextField
        label={t("Command")}
        class="mono"
        autocomplete="off"
        spellcheck={false}
        placeholder={t("What the image runs by itself")}
        hint={t("Optional. Quotes work as in a shell; nothing is expanded.")}
        value={command}
        onText={setCommand}
        error={errors.command}
      />
      <MoreWishes more={more} error={errors.environment} onMore={setMore} />
      {room && <p class="hint">{sayRoom(room.limits, room.usage)}</p>}
      {errors.all && <Notice tone="bad">{errors.all}</Notice>}
    </Dialog>
  );
}

/** Offers the images that could be made here and are not there yet. */
function MakeImages({ host }: { readonly host: Host }): JSX.Element | null {
  const { busy, error, make } = useImageMaking(host);
  const there = new Set(host.live.images.value.filter((image) => image.state !== "failed").map((image) => image.name));
  const missing = BASES.filter((base) => !there.has(base));
  if (missing.length === 0) return null;
  return (
    <div class="make-images">
      {error && <Notice tone="bad">{error}</Notice>}
      {missing.map((base) => (
        <Button key={base} look="quiet" busy={busy} onClick={() => make(base)}>
          {t("Prepare the {name} image", { name: base })}
        </Button>
      ))}
    </div>
  );
}

function imageOptions(images: readonly Image[]): readonly Option<string>[] {
  return images
    .filter((image) => image.state !== "failed")
    .map((image) => ({
      value: image.name,
      label: image.name,
      note: image.state === "ready" ? formatBytes(image.size_bytes ?? 0) : t("Being prepared"),
      disabled: image.state !== "ready",
    }));
}

function readCommand(line: string): readonly string[] | UnclosedQuoteError {
  try {
    return splitWords(line);
  } catch (error) {
    if (error instanceof UnclosedQuoteError) return error;
    throw error;
  }
}
