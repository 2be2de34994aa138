// How a picture is seen: how large, which part of it, which side up. Pure; lengths are CSS pixels, points are told from the middle of the box.

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Sight {
  readonly scale: number | null; // null: as it fits
  readonly at: Point; // where the picture's middle is
  readonly turns: number; // quarters, clockwise; it goes on counting, so that turning never runs backwards
}

/** What is being looked at, and through what. */
export interface Scene {
  readonly picture: Size;
  readonly box: Size;
}

export const FITTED: Sight = { scale: null, at: { x: 0, y: 0 }, turns: 0 };
export const STEP = 1.25;
const LARGEST = 16;

/** The picture as it lies: a quarter turn makes a wide one a high one. */
export function lying({ width, height }: Size, turns: number): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** The whole picture, and never more than its own size. */
export function fitScale({ picture, box }: Scene, turns: number): number {
  const { width, height } = lying(picture, turns);
  return Math.min(1, box.width / Math.max(1, width), box.height / Math.max(1, height));
}

export function scaleOf(sight: Sight, scene: Scene): number {
  return sight.scale ?? fitScale(scene, sight.turns);
}

/** Larger or smaller by a factor; what is under the point stays under it. */
export function zoom(sight: Sight, scene: Scene, factor: number, point: Point = { x: 0, y: 0 }): Sight {
  const before = scaleOf(sight, scene);
  const least = fitScale(scene, sight.turns);
  const scale = Math.min(Math.max(before * factor, least), Math.max(LARGEST, least));
  if (scale === least) return { ...sight, scale: null, at: FITTED.at };
  const grown = scale / before;
  const at = { x: point.x - (point.x - sight.at.x) * grown, y: point.y - (point.y - sight.at.y) * grown };
  return held({ ...sight, scale, at }, scene);
}

/** As large as it is, or as it fits, whichever it is not. */
export function toggle(sight: Sight, scene: Scene, point?: Point): Sight {
  if (sight.scale !== null) return { ...sight, scale: null, at: FITTED.at };
  const now = scaleOf(sight, scene);
  return zoom(sight, scene, (now < 1 ? 1 : 2) / now, point);
}

export function pan(sight: Sight, scene: Scene, dx: number, dy: number): Sight {
  return held({ ...sight, at: { x: sight.at.x + dx, y: sight.at.y + dy } }, scene);
}

export function turn(sight: Sight, quarters: number): Sight {
  return { scale: null, at: FITTED.at, turns: sight.turns + quarters };
}

/** Whether more than the box shows is there to be moved to. */
export function isLarger(sight: Sight, scene: Scene): boolean {
  const { x, y } = room(sight, scene);
  return x > 0.5 || y > 0.5;
}

/** No edge of the picture comes into the box while there is more of the picture beyond the other. */
function held(sight: Sight, scene: Scene): Sight {
  const { x, y } = room(sight, scene);
  const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value)) + 0; // no -0
  return { ...sight, at: { x: within(sight.at.x, x), y: within(sight.at.y, y) } };
}

/** How far the middle can go to each side. */
function room(sight: Sight, scene: Scene): Point {
  const { width, height } = lying(scene.picture, sight.turns);
  const scale = scaleOf(sight, scene);
  return { x: Math.max(0, (width * scale - scene.box.width) / 2), y: Math.max(0, (height * scale - scene.box.height) / 2) };
}
