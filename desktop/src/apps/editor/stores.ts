// Which place keeps a text: the house, or the machine that its ref names.

import { computed } from "@preact/signals";
import { houseTexts } from "../../client/house-texts";
import { machineIn } from "../../client/machine-refs";
import { machineTexts } from "../../client/machine-texts";
import type { TextStore } from "../../client/text-store";
import type { Host } from "../../shell/app";

type Door = Pick<Host, "api" | "live" | "focused" | "visible">;

/** Answers for every ref of a place the same store. */
export function textStores(host: Door): (ref: string) => TextStore {
  const house = houseTexts(host.api.files, host.live);
  const machines = new Map<string, TextStore>();
  const ofMachine = (machine: string): TextStore => machineTexts({ files: host.api.machineFiles, machine, name: () => host.live.machine(machine)?.name ?? machine, onReturn: (look) => onReturn(host, look) });
  return (ref) => {
    const machine = machineIn(ref);
    if (machine === null) return house;
    const store = machines.get(machine) ?? ofMachine(machine);
    machines.set(machine, store);
    return store;
  };
}

/** Whenever somebody comes back to the window. A machine is not asked before: asking would wake it, and keep it awake. */
function onReturn(host: Door, look: () => void): () => void {
  const here = computed(() => host.focused.value && host.visible.value);
  let before = here.peek();
  return here.subscribe((now) => {
    if (now && !before) look();
    before = now;
  });
}
