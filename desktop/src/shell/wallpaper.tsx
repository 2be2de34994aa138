// Draws a scene behind everything, or small where one chooses among them.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Scene, Shade } from "./scenes";

const paint = ([light, dark]: Shade): string => `light-dark(${light}, ${dark})`;

function Stop({ shade, offset }: { readonly shade: Shade; readonly offset: number }): JSX.Element {
  return <stop offset={offset} style={{ stopColor: paint(shade) }} />;
}

export function Wallpaper({ scene }: { readonly scene: Scene }): JSX.Element {
  const id = useId(); // several are on one page where one chooses
  const { sky, glow, layers } = scene;
  return (
    <svg class="wallpaper" viewBox="0 0 1600 1000" preserveAspectRatio="xMidYMax slice" aria-hidden="true" data-scene={scene.id}>
      <defs>
        <linearGradient id={`${id}-sky`} x1="0" y1="0" x2="0.15" y2="1">
          <Stop offset={0} shade={sky[0]} />
          <Stop offset={0.55} shade={sky[1]} />
          <Stop offset={1} shade={sky[2]} />
        </linearGradient>
        <radialGradient id={`${id}-glow`} cx={glow.x} cy={glow.y} r={glow.radius}>
          <Stop offset={0} shade={glow.heart} />
          <Stop offset={0.38} shade={glow.middle} />
          <Stop offset={1} shade={glow.rim} />
        </radialGradient>
        {layers.map(({ far, near }, at) => (
          <linearGradient key={at} id={`${id}-layer${at}`} x1="0" y1="0" x2="1" y2="0.4">
            <Stop offset={0} shade={far} />
            <Stop offset={0.8} shade={near} />
          </linearGradient>
        ))}
      </defs>
      <rect width="1600" height="1000" fill={`url(#${id}-sky)`} />
      <rect width="1600" height="1000" fill={`url(#${id}-glow)`} />
      {scene.sparks.map(([x, y, radius, light]) => (
        <circle key={x} style={{ fill: paint(scene.spark) }} cx={x} cy={y} r={radius} opacity={light} />
      ))}
      {layers.map(({ shape }, at) => (
        <path key={at} fill={`url(#${id}-layer${at})`} d={shape} />
      ))}
    </svg>
  );
}

/** A picture of the person's over the scene, which is seen until it is there and where it is gone. */
export function OwnWallpaper({ sources }: { readonly sources: readonly string[] }): JSX.Element {
  const [there, setThere] = useState(false);
  return (
    <div class="wallpaper own" data-there={there}>
      <OwnPicture sources={sources} alt="" onLoad={() => setThere(true)} />
    </div>
  );
}

interface OwnPictureProps {
  readonly sources: readonly string[]; // tried one after the other
  readonly alt: string;
  readonly gone?: JSX.Element;
  readonly onLoad?: () => void;
}

export function OwnPicture({ sources, alt, gone, onLoad }: OwnPictureProps): JSX.Element | null {
  const [at, setAt] = useState(0);
  if (at >= sources.length) return gone ?? null;
  return <img src={sources[at]} alt={alt} {...(onLoad ? { onLoad } : {})} onError={() => setAt(at + 1)} />;
}
