// What the lists are made of, read anew whenever an app was registered, changed, installed or removed.

import { useEffect, useState } from "preact/hooks";
import { useReading, useSettled, type Reading } from "../../client/asking";
import type { Host } from "../../shell/app";
import type { App } from "../../wire/generated";
import { found } from "./shelves";

const ABOUT_APPS = ["app.changed", "app.removed"];

/** A number that moves on whenever something became of an app. */
export function useFacts({ live }: Host): number {
  const [facts, setFacts] = useState(0);
  useEffect(() => live.listen((fact) => (fact === null || ABOUT_APPS.includes(fact.type)) && setFacts((before) => before + 1)), [live]);
  return facts;
}

export interface Centre {
  readonly recent: readonly App[];
  readonly installed: readonly App[];
  readonly recommended: readonly App[];
  readonly mine: readonly App[];
  readonly offered: readonly App[];
  readonly more: boolean; // are offered than are in `offered`
}

export function useCentre({ api: { apps } }: Host, facts: number): Reading<Centre> {
  return useReading(async () => {
    const [launchers, mine, store] = await Promise.all([apps.launchers(), apps.mine(), apps.store("")]);
    return { ...launchers, mine, offered: store.items, more: Boolean(store.cursor) };
  }, [facts]);
}

const A_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Null: nothing is searched for, or not found yet. Also an app that nobody lists is found by whoever knows its name. */
export function useFound({ api: { apps } }: Host, centre: Centre, words: string): Reading<readonly App[] | null> {
  const wanted = useSettled(words);
  return useReading(async () => {
    if (!wanted) return null;
    const named = A_NAME.test(wanted) ? apps.get(wanted).then((app) => [app], () => []) : [];
    const [{ items }, known] = await Promise.all([apps.store(wanted), named]);
    return found(wanted, [...centre.mine, ...centre.installed, ...centre.recent], [...items, ...known]);
  }, [wanted, centre]);
}
