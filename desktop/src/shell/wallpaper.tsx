// The one wallpaper: low hills in the glow of embers. Drawn here, coloured by wallpaper.css for light and dark.

import type { JSX } from "preact";

// x, y in the picture, radius, and how bright
const EMBERS: readonly (readonly [number, number, number, number])[] = [
  [1108, 520, 2.2, 0.9], [1176, 446, 1.6, 0.7], [1064, 402, 1.3, 0.5], [1240, 352, 1.8, 0.6], [1142, 300, 1.1, 0.45],
  [1318, 482, 1.4, 0.6], [986, 470, 1.2, 0.4], [1206, 226, 1.2, 0.4], [1370, 296, 1, 0.35], [1036, 262, 0.9, 0.3],
  [1290, 168, 0.9, 0.3], [1128, 560, 1.2, 0.8], [1254, 556, 1.6, 0.8], [930, 370, 0.9, 0.25], [1410, 400, 1.1, 0.4],
];

export function Wallpaper(): JSX.Element {
  return (
    <svg class="wallpaper" viewBox="0 0 1600 1000" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0.15" y2="1">
          <stop class="sky-top" offset="0" />
          <stop class="sky-middle" offset="0.55" />
          <stop class="sky-low" offset="1" />
        </linearGradient>
        <radialGradient id="glow" cx="0.74" cy="0.74" r="0.62">
          <stop class="glow-heart" offset="0" />
          <stop class="glow-middle" offset="0.38" />
          <stop class="glow-rim" offset="1" />
        </radialGradient>
        {[1, 2, 3, 4].map((hill) => (
          <linearGradient key={hill} id={`hill${hill}`} x1="0" y1="0" x2="1" y2="0.4">
            <stop class={`hill${hill}-far`} offset="0" />
            <stop class={`hill${hill}-near`} offset="0.8" />
          </linearGradient>
        ))}
      </defs>
      <rect width="1600" height="1000" fill="url(#sky)" />
      <rect width="1600" height="1000" fill="url(#glow)" />
      {EMBERS.map(([x, y, radius, light]) => (
        <circle key={`${x}`} class="ember" cx={x} cy={y} r={radius} opacity={light} />
      ))}
      <path fill="url(#hill1)" d="M0 690C210 610 390 640 590 690s420 20 610-52 300-60 400-34v396H0z" />
      <path fill="url(#hill2)" d="M0 770c170-30 330-70 540-26s330 98 560 60 330-116 500-108v304H0z" />
      <path fill="url(#hill3)" d="M0 812c260 30 400 78 640 70s360-96 580-104 300 34 380 52v170H0z" />
      <path fill="url(#hill4)" d="M0 906c220-44 440-26 660 10s440 30 620-8 250-40 320-34v126H0z" />
    </svg>
  );
}
