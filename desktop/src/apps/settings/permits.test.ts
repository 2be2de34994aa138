import { expect, it } from "vitest";
import type { Permission } from "../../wire/generated";
import { permitsOf } from "./permits";

const permission = (holder_kind: string, holder: string, name: string): Permission => ({ holder_kind, holder, name, issuer: "usr_1" }) as Permission;

it("is sorted by its holder", () =>
  expect(permitsOf([permission("app", "app_1", "driver:kv"), permission("group", "family", "a:b"), permission("app", "app_1", "driver:ai")])).toEqual([
    { kind: "app", holder: "app_1", names: ["driver:kv", "driver:ai"] },
    { kind: "group", holder: "family", names: ["a:b"] },
  ]));

it("leaves out links", () => expect(permitsOf([permission("link", "lnk_1", "a:b")])).toEqual([]));
