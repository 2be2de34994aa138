import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import { machineRef } from "../../client/machine-refs";
import { textStores } from "./stores";

function world() {
  const [focused, visible] = [signal(false), signal(true)];
  const asked: string[] = [];
  const stat = (machine: string, path: string) => {
    asked.push(`${machine} ${path}`);
    return new Promise(() => undefined);
  };
  const host = { api: { machineFiles: { stat } }, live: { machine: () => undefined, listen: () => () => undefined }, focused, visible };
  return { storeOf: textStores(host as never), focused, visible, asked };
}

it("knows a place by a ref, and each place once", () => {
  const { storeOf } = world();
  expect(storeOf("ent_a")).toBe(storeOf("/ann/b"));
  expect(storeOf(machineRef("mch_a", "/x"))).toBe(storeOf(machineRef("mch_a", "/y")));
  expect(storeOf(machineRef("mch_a", "/x"))).not.toBe(storeOf(machineRef("mch_b", "/x")));
});

it("asks a machine again only when somebody comes back", () => {
  const { storeOf, focused, visible, asked } = world();
  const ref = machineRef("mch_a", "/x");
  const stop = storeOf(ref).follow(ref, () => undefined);
  expect(asked).toEqual([]);
  focused.value = true;
  visible.value = false;
  visible.value = true;
  expect(asked).toEqual(["mch_a /x", "mch_a /x"]);
  stop();
  focused.value = false;
  focused.value = true;
  expect(asked).toHaveLength(2);
});
