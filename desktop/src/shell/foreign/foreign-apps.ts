// The apps of others that a person has: read from the registry, offered on the desk, and kept current. What runs them is fetched when the first is opened.

import { batch } from "@preact/signals";
import { filesAs, notifyAs, type FilesOfApp } from "../../client/as-app";
import { createDoor, type Door } from "../../client/door-api";
import { explain } from "../../client/http";
import type { Item } from "../../core/foreign/requests";
import { spoken } from "../../languages/speech";
import type { App, Event as Fact, NotificationCreate } from "../../wire/generated";
import type { AppManifest } from "../app";
import type { Shell } from "../shell";
import { Instances, type Instance } from "./instances";
import { manifestOf } from "./manifest";
import type { Running } from "./run";
import type { Surroundings } from "./surroundings";

const ABOUT_APPS = ["app.changed", "app.removed"];

export class ForeignApps implements Surroundings {
  readonly instances = new Instances();
  private readonly manifests = new Map<string, { readonly said: string; readonly manifest: AppManifest }>();
  private running: Promise<Running> | null = null;

  readonly door: Door;

  constructor(readonly shell: Shell) {
    this.door = createDoor(shell.fetch);
  }

  notifyAs(token: string, notification: NotificationCreate): Promise<unknown> {
    return notifyAs((input, init) => fetch(input, init), token, notification);
  }

  filesAs(token: string): FilesOfApp {
    return filesAs((input, init) => fetch(input, init), token);
  }

  get locale(): string {
    return spoken.peek().language.id;
  }

  /** Reads what there is, again whenever it may have changed. Answers how to stop. */
  start(): () => void {
    const read = (): void => void this.read().catch((reason: unknown) => this.shell.online.peek() && this.shell.toasts.show("bad", explain(reason)));
    read();
    const stop = this.shell.live.listen((fact: Fact | null) => (fact === null || ABOUT_APPS.includes(fact.type)) && read());
    return () => {
      stop();
      void this.running?.then((running) => running.stop());
    };
  }

  async read(): Promise<void> {
    const [mine, { recent, installed, recommended }] = await Promise.all([this.shell.api.apps.mine(), this.shell.api.apps.launchers()]);
    const kept = new Set([...mine, ...installed].map((app) => app.id));
    const all = new Map([...mine, ...installed, ...recent, ...recommended].map((app) => [app.id, app]));
    this.shell.desk.offer([...all.values()].filter((app) => !app.background && app.index_url).map((app) => this.manifest(app, kept.has(app.id))));
  }

  /** An app that another one asks for by its name need not be among those that are offered. */
  launch(app: App, how: { readonly parent: Instance; readonly args: unknown; readonly item: Item | null }): Instance | null {
    const { desk } = this.shell;
    return batch(() => {
      if (!desk.apps.some((one) => one.id === app.id)) desk.offer([...desk.apps.filter((one) => one.others), this.manifest(app, false)]);
      desk.open(app.id, { args: how.args });
      const window = desk.focusedId.peek();
      const instance = window === null ? null : this.instances.start({ app, window, ...how });
      if (!instance && window !== null) desk.drop(window);
      return instance;
    });
  }

  /** An app that runs is asked whether it opens the file too; where it does not, it has a window of its own. false: it does not run. */
  private receive(app: App, file: string): boolean {
    const instance = this.instances.ofApp(app.id).findLast((one) => one.speaks);
    if (!instance) return false;
    const { desk, toasts } = this.shell;
    this.run()
      .then((running) => running.offer(instance, file))
      .then((taken) => (taken ? desk.focus(instance.window) : desk.openNew(app.id, { file })))
      .catch((reason: unknown) => toasts.show("bad", explain(reason)));
    return true;
  }

  /** The same one for as long as the same is said of the app: its windows are not drawn anew. */
  private manifest(app: App, kept: boolean): AppManifest {
    const { opened_at: _opened, people: _people, ...lasting } = app;
    const said = JSON.stringify([lasting, kept]);
    const there = this.manifests.get(app.id);
    if (there?.said === said) return there.manifest;
    const receive = (file: string): boolean => this.receive(app, file);
    const manifest = { ...manifestOf(app, kept, async () => (await this.run()).viewer), receive };
    this.manifests.set(app.id, { said, manifest });
    return manifest;
  }

  private run(): Promise<Running> {
    this.running ??= import("./run").then(({ run }) => run(this));
    return this.running;
  }
}
