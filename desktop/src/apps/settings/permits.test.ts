import { expect, it } from "vitest";
import type { Permission } from "../../wire/generated";
import { permitsOf } from "./permits";

const permission = (holder_kind: string, holder: string, name: string): Permission => ({ holder_kind, holder, name, issuer: "usr_1" }) as Permission;

it("is sorted by its holder, an app by its own id whoever it acts for", () =>
  expect(permitsOf([permission("app", "usr_1:app_1", "driver:kv"), permission("group", "family", "a:b"), permission("app", "usr_1:app_1", "driver:ai"), permission("app", "*:app_1", "driver:x")])).toEqual([
    { kind: "app", holder: "app_1", whomever: false, names: ["driver:kv", "driver:ai"] },
    { kind: "group", holder: "family", whomever: false, names: ["a:b"] },
    { kind: "app", holder: "app_1", whomever: true, names: ["driver:x"] },
  ]));

it("leaves out links", () => expect(permitsOf([permission("link", "lnk_1", "a:b")])).toEqual([]));
