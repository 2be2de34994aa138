import { expect, it } from "vitest";
import { wishOf } from "./add-image";

const form = { source: "debian", name: " tools ", packages: "git, python3  vim", reference: " a/b:v1 ", username: "", password: "" } as const;

it("asks for a system with packages", () => {
  expect(wishOf(form)).toEqual({ how: "build", base: "debian", name: "tools", packages: ["git", "python3", "vim"] });
  expect(wishOf({ ...form, source: "busybox" })).toMatchObject({ base: "busybox", packages: [] });
});

it("asks for an image of a registry", () => {
  expect(wishOf({ ...form, source: "registry", name: "" })).toMatchObject({ how: "pull", reference: "a/b:v1", name: "" });
});
