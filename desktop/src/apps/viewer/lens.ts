// One picture's sight, and the ways to change it: read by the picture, its tools and the keyboard.

import { computed, signal } from "@preact/signals";
import { FITTED, isLarger, pan, scaleOf, STEP, toggle, turn, zoom, type Point, type Scene, type Sight, type Size } from "./sight";

const NOWHERE: Size = { width: 0, height: 0 };

export class Lens {
  readonly sight = signal<Sight>(FITTED);
  readonly picture = signal<Size>(NOWHERE);
  readonly box = signal<Size>(NOWHERE);
  readonly whole = signal(false); // it is the picture itself, not a small one in its place
  readonly held = signal(false); // a hand is on it: it follows at once

  private readonly scene = computed((): Scene => ({ picture: this.picture.value, box: this.box.value }));
  readonly scale = computed(() => scaleOf(this.sight.value, this.scene.value));
  readonly larger = computed(() => isLarger(this.sight.value, this.scene.value));
  readonly ready = computed(() => this.picture.value.width > 0 && this.box.value.width > 0);

  zoom(factor: number, point?: Point): void {
    this.sight.value = zoom(this.sight.peek(), this.scene.peek(), factor, point);
  }

  zoomIn = (): void => this.zoom(STEP);
  zoomOut = (): void => this.zoom(1 / STEP);
  fit = (): void => void (this.sight.value = { ...FITTED, turns: this.sight.peek().turns });
  actual = (): void => this.zoom(1 / this.scale.peek());
  turnLeft = (): void => void (this.sight.value = turn(this.sight.peek(), -1));
  turnRight = (): void => void (this.sight.value = turn(this.sight.peek(), 1));

  toggle(point?: Point): void {
    this.sight.value = toggle(this.sight.peek(), this.scene.peek(), point);
  }

  pan(dx: number, dy: number): void {
    this.sight.value = pan(this.sight.peek(), this.scene.peek(), dx, dy);
  }
}
