// The apps of others that run: one instance a window, who launched whom, and which of them may talk to each other.

import { signal, type Signal } from "@preact/signals";
import type { Fields } from "../../core/foreign/fields";
import type { MenuSpec } from "../../core/foreign/menus";
import type { Item } from "../../core/foreign/requests";
import type { App } from "../../wire/generated";
import { Questions } from "./questions";

export interface Launch {
  readonly app: App;
  readonly window: number; // of the desk
  readonly parent?: Instance | undefined;
  readonly args?: unknown;
  readonly item?: Item | null;
  readonly file?: string; // a path: what it is to be opened with, not yet given to it
}

const PATIENCE_MS = 2000;
let lastQuestion = 0;

export class Instance {
  readonly id = randomId();
  readonly questions = new Questions();
  readonly menu: Signal<MenuSpec> = signal([]);
  readonly contextMenu: Signal<MenuSpec | null> = signal(null);
  readonly sideWindows = new Map<number, string>(); // windows that it made, with their content
  readonly given = new Set<string>(); // the files that it was given, as the contract names them
  readonly peers = new Set<Instance>();
  readonly asking = new Map<string, (answer: { accept: boolean; value: unknown }) => void>(); // who waits for it to accept a connection
  readonly app: App;
  readonly window: number;
  readonly parent: Instance | undefined;
  readonly args: unknown;
  readonly item: Item | null;
  readonly file: string;
  readonly started: Promise<boolean>; // whether it speaks the contract; told when that is known
  frame: Window | null = null;
  origin = ""; // as whom its messages come; "": not loaded yet
  token = ""; // by which it acts for its person
  ready = false; // speaks the contract
  version = 0; // of the house's own words; 0: it does not speak them
  pointer = { x: 0, y: 0 }; // in its frame
  directory = ""; // where its person chose last
  private readonly answering = new Map<number, (yes: boolean) => void>(); // by the number of what it was asked
  private tell: (speaks: boolean) => void = () => undefined;

  constructor(launch: Launch) {
    this.app = launch.app;
    this.window = launch.window;
    this.parent = launch.parent;
    this.args = launch.args;
    this.item = launch.item ?? null;
    this.file = launch.file ?? "";
    this.started = new Promise((tell) => (this.tell = tell));
  }

  settle(speaks: boolean): void {
    this.ready ||= speaks;
    this.tell(speaks);
  }

  get speaks(): boolean {
    return this.ready || this.version > 0;
  }

  /** It speaks the house's own words. */
  greet(version: number): void {
    this.version = version;
    this.tell(false);
  }

  /** What the house answers in a sandbox has no origin, on whichever of its names it was asked: that is known with the first word. */
  mayComeFrom(origin: string): boolean {
    return origin === this.origin || (origin === "null" && !this.speaks);
  }

  comesFrom(origin: string): void {
    if (!this.speaks) this.origin = origin;
  }

  /** By a message of this number, and answered by it. `silence`: what it means when nothing is said for a moment. Never answered when the app is gone. */
  ask(message: (about: number) => Fields, silence: boolean): Promise<boolean> {
    lastQuestion += 1;
    const about = lastQuestion;
    this.post(message(about));
    return new Promise((answer) => {
      const timer = setTimeout(() => this.hearAnswer(about, silence), PATIENCE_MS);
      this.answering.set(about, (yes) => {
        clearTimeout(timer);
        answer(yes);
      });
    });
  }

  hearAnswer(about: number, yes: boolean): void {
    const answer = this.answering.get(about);
    this.answering.delete(about);
    answer?.(yes);
  }

  /** Only to a page of the origin that it was loaded from; a caged page has none that could be named. */
  post(message: Fields): void {
    this.frame?.postMessage(message, this.origin === "null" ? "*" : this.origin);
  }
}

const MOST = 32;

export class Instances {
  private readonly running = new Map<string, Instance>();

  /** null: so many run already that another one would help nobody. */
  start(launch: Launch): Instance | null {
    if (this.running.size >= MOST) return null;
    const instance = new Instance(launch);
    this.running.set(instance.id, instance);
    if (launch.parent) connect(launch.parent, instance);
    return instance;
  }

  stop(instance: Instance, status = 0): void {
    if (!this.running.delete(instance.id)) return;
    instance.settle(false);
    instance.questions.drop();
    instance.asking.forEach((tell) => tell({ accept: false, value: null }));
    for (const peer of instance.peers) {
      peer.peers.delete(instance);
      peer.post({ msg: "appClosed", appInstanceID: instance.id, statusCode: status });
    }
    instance.frame = null;
  }

  runs(instance: Instance): boolean {
    return this.running.get(instance.id) === instance;
  }

  inWindow(window: number): Instance | undefined {
    return this.all().find((instance) => instance.window === window);
  }

  inFrame(frame: unknown): Instance | undefined {
    return this.all().find((instance) => instance.frame !== null && instance.frame === frame);
  }

  ofApp(app: string): readonly Instance[] {
    return this.all().filter((instance) => instance.app.id === app || instance.app.name === app);
  }

  ownerOf(window: number): Instance | undefined {
    return this.all().find((instance) => instance.sideWindows.has(window));
  }

  all(): readonly Instance[] {
    return [...this.running.values()];
  }
}

/** From now on they may send each other messages. */
export function connect(one: Instance, other: Instance): void {
  one.peers.add(other);
  other.peers.add(one);
}

export function peerOf(instance: Instance, id: string): Instance | undefined {
  return [...instance.peers].find((peer) => peer.id === id);
}

/** 128 random bits. Pages without TLS have no `crypto.randomUUID`. */
function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
