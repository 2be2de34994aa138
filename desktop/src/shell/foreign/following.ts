// What apps are told that happens around them: the theme, the language, the focus, and what becomes of files that they were given.

import { effect } from "@preact/signals";
import { fileChange } from "../../client/file-changes";
import { contractId } from "../../core/foreign/contract-id";
import type { Fields } from "../../core/foreign/fields";
import { spoken } from "../../languages/speech";
import type { Event as Fact, FileChange } from "../../wire/generated";
import { localeSaid, themeSaid } from "./broadcasts";
import { focusFact, languageFact, themeFact } from "./house/messages";
import type { Instances } from "./instances";
import type { Surroundings } from "./surroundings";

/** Answers how to stop. */
export function followAll(around: Surroundings): () => void {
  const { shell, instances } = around;
  const stops = [
    effect(() => tellAll(instances, themeSaid(shell.theme.dark.value), themeFact(shell.theme.dark.value))),
    effect(() => tellAll(instances, localeSaid(spoken.value.language.id), languageFact(spoken.value.language))),
    tellFocus(around),
    followFocus(around),
    shell.live.listen((fact) => fact && tellChange(instances, fact)),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Each in the words that it speaks. */
function tellAll(instances: Instances, said: Fields, fact: Fields): void {
  for (const instance of instances.all()) {
    if (instance.ready) instance.post(said);
    if (instance.version > 0) instance.post(fact);
  }
}

function tellFocus({ shell: { desk }, instances }: Surroundings): () => void {
  let before: number | null = null;
  return effect(() => {
    const now = desk.focusedId.value;
    for (const instance of instances.all()) {
      if (instance.version > 0 && now !== before && [now, before].includes(instance.window)) instance.post(focusFact(instance.window === now));
    }
    before = now;
  });
}

/** What is pressed in a frame is not heard outside of it; that the frame has the focus then is. */
function followFocus({ shell, instances }: Surroundings): () => void {
  const moved = (): void =>
    void setTimeout(() => {
      const { activeElement } = document;
      const instance = activeElement instanceof HTMLIFrameElement ? instances.inFrame(activeElement.contentWindow) : undefined;
      if (!instance) return;
      document.querySelectorAll<HTMLElement>(".menu:popover-open").forEach((menu) => menu.hidePopover());
      shell.desk.focus(instance.window);
    });
  addEventListener("blur", moved);
  return () => removeEventListener("blur", moved);
}

function tellChange(instances: Instances, fact: Fact): void {
  const change = fileChange(fact);
  if (!change) return;
  const uid = contractId(change.entry.id);
  for (const instance of instances.all()) {
    if (instance.ready && instance.given.has(uid)) instance.post({ msg: "itemChanged", data: changeSaid(uid, change) });
  }
}

function changeSaid(uid: string, { happened, entry, old_path }: FileChange): Fields {
  const modified = Math.floor(Date.parse(entry.modified_at) / 1000);
  return { uid, event: happened, name: entry.name, path: entry.path, size: entry.size, modified, ...(old_path ? { old_path } : {}) };
}
