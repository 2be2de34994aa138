import { expect, it } from "vitest";
import { troubleOf, troubleOfPage } from "./trouble";

const named = (name: string): Error => Object.assign(new Error(), { name });

it.each([
  [named("NotAllowedError"), "Camera or microphone are not allowed here"],
  [named("NotFoundError"), "No camera or microphone is there"],
  [named("OverconstrainedError"), "No camera or microphone is there"],
  [named("NotReadableError"), "The camera or microphone cannot be used now"],
  [named("constructor"), "The camera or microphone cannot be used now"],
  ["anything", "The camera or microphone cannot be used now"],
])("%s", (reason, title) => {
  expect(troubleOf(reason).title).toBe(title);
});

it.each([
  [true, true, undefined],
  [false, false, "This page may not use camera and microphone"],
  [true, false, "This browser cannot record"],
])("a page that is secure: %s, of a browser that is able: %s", (secure, able, title) => {
  expect(troubleOfPage(secure, able)?.title).toBe(title);
});
