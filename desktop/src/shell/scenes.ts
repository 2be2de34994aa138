// The wallpapers, as rows: a sky, a glow in it, sparks, and what lies before it from far to near. Every colour is for light and for dark.

import { t } from "../languages/say";
import { PLAIN_SCENES } from "./plain-scenes";

/** A colour by day and one by night. */
export type Shade = readonly [light: string, dark: string];

export interface Layer {
  readonly shape: string; // a path over a picture of 1600 by 1000
  readonly far: Shade;
  readonly near: Shade;
}

export interface Scene {
  readonly id: string;
  readonly name: string; // in the language that is spoken
  readonly sky: readonly [top: Shade, middle: Shade, low: Shade];
  readonly glow: { readonly x: number; readonly y: number; readonly radius: number; readonly heart: Shade; readonly middle: Shade; readonly rim: Shade };
  readonly spark: Shade;
  readonly sparks: readonly (readonly [x: number, y: number, radius: number, light: number])[];
  readonly layers: readonly Layer[];
}

const EMBERS: Scene = {
  id: "embers",
  get name() {
    return t("Embers");
  },
  sky: [["#f9efe6", "#120e10"], ["#fbe3d0", "#1f1516"], ["#f6c9a8", "#3a1d14"]],
  glow: {
    x: 0.74,
    y: 0.74,
    radius: 0.62,
    heart: ["rgb(255 186 120 / 85%)", "rgb(255 132 58 / 62%)"],
    middle: ["rgb(255 196 148 / 45%)", "rgb(190 72 30 / 28%)"],
    rim: ["rgb(255 214 180 / 0%)", "rgb(60 20 14 / 0%)"],
  },
  spark: ["#fff4e4", "#ffb877"],
  sparks: [
    [1108, 520, 2.2, 0.9], [1176, 446, 1.6, 0.7], [1064, 402, 1.3, 0.5], [1240, 352, 1.8, 0.6], [1142, 300, 1.1, 0.45],
    [1318, 482, 1.4, 0.6], [986, 470, 1.2, 0.4], [1206, 226, 1.2, 0.4], [1370, 296, 1, 0.35], [1036, 262, 0.9, 0.3],
    [1290, 168, 0.9, 0.3], [1128, 560, 1.2, 0.8], [1254, 556, 1.6, 0.8], [930, 370, 0.9, 0.25], [1410, 400, 1.1, 0.4],
  ],
  layers: [
    { shape: "M0 690C210 610 390 640 590 690s420 20 610-52 300-60 400-34v396H0z", far: ["#f4d2ba", "#2a1816"], near: ["#f3a877", "#743420"] },
    { shape: "M0 770c170-30 330-70 540-26s330 98 560 60 330-116 500-108v304H0z", far: ["#ecc0a4", "#221414"], near: ["#e58c5d", "#552417"] },
    { shape: "M0 812c260 30 400 78 640 70s360-96 580-104 300 34 380 52v170H0z", far: ["#dba890", "#1b1011"], near: ["#cd7350", "#381811"] },
    { shape: "M0 906c220-44 440-26 660 10s440 30 620-8 250-40 320-34v126H0z", far: ["#c4907b", "#130c0d"], near: ["#ad5f45", "#20100d"] },
  ],
};

const HIGHLANDS: Scene = {
  id: "highlands",
  get name() {
    return t("Highlands");
  },
  sky: [["#e6ebf6", "#0c0f1b"], ["#eef0f4", "#151a2e"], ["#f8e7dc", "#2b2c4c"]],
  glow: {
    x: 0.3,
    y: 0.62,
    radius: 0.55,
    heart: ["rgb(255 236 214 / 95%)", "rgb(126 140 220 / 42%)"],
    middle: ["rgb(255 226 205 / 45%)", "rgb(84 92 168 / 24%)"],
    rim: ["rgb(255 226 205 / 0%)", "rgb(30 34 70 / 0%)"],
  },
  spark: ["#ffffff", "#dfe5ff"],
  sparks: [
    [180, 120, 1.2, 0.7], [310, 220, 0.9, 0.5], [420, 90, 1.4, 0.8], [566, 180, 1, 0.5], [690, 76, 1.1, 0.6], [820, 214, 0.9, 0.45],
    [930, 110, 1.5, 0.8], [1058, 190, 1, 0.5], [1170, 84, 1.2, 0.65], [1296, 176, 0.9, 0.45], [1420, 100, 1.3, 0.7], [1520, 230, 1, 0.5],
    [250, 330, 0.8, 0.35], [760, 320, 0.8, 0.35], [1230, 300, 0.9, 0.4],
  ],
  layers: [
    { shape: "M0 640L170 520l110 74 190-190 150 148 120-70 190 166 170-210 130 108 170-126 200 190v390H0z", far: ["#c9d2e6", "#2a3052"], near: ["#b3bfda", "#363d66"] },
    { shape: "M0 742l200-116 150 92 230-176 190 190 180-104 220 150 160-116 270 128v210H0z", far: ["#a9b6d2", "#1f2440"], near: ["#8f9fc4", "#2b3156"] },
    { shape: "M0 836c180-90 330-70 520-16s330 40 520-34 380-50 560 24v190H0z", far: ["#8494b8", "#161a30"], near: ["#6c7da6", "#1f2442"] },
    { shape: "M0 918c260-56 470-30 700 0s600 20 900-40v122H0z", far: ["#667698", "#0f1222"], near: ["#52628a", "#161a32"] },
  ],
};

const TIDE: Scene = {
  id: "tide",
  get name() {
    return t("Tide");
  },
  sky: [["#e4f3f2", "#08171b"], ["#f0f6ef", "#0d2429"], ["#fdeccf", "#17393c"]],
  glow: {
    x: 0.62,
    y: 0.6,
    radius: 0.5,
    heart: ["rgb(255 228 168 / 95%)", "rgb(140 230 208 / 38%)"],
    middle: ["rgb(255 232 190 / 45%)", "rgb(60 150 146 / 22%)"],
    rim: ["rgb(255 232 190 / 0%)", "rgb(10 50 56 / 0%)"],
  },
  spark: ["#ffffff", "#bff5e6"],
  sparks: [[980, 690, 1.4, 0.6], [1060, 724, 1.1, 0.5], [900, 742, 1.2, 0.5], [1010, 776, 1.5, 0.6], [1120, 800, 1, 0.4], [860, 822, 1.1, 0.4]],
  layers: [
    { shape: "M0 620c200-18 400 14 600 6s420-26 620-8 280 10 380 2v380H0z", far: ["#b7dcd9", "#154047"], near: ["#9fd2cc", "#1f5a5c"] },
    { shape: "M0 700c160 26 330 30 520 6s360-24 560 4 340 22 520-4v294H0z", far: ["#8ac6c2", "#10343c"], near: ["#6fb7b2", "#17484d"] },
    { shape: "M0 792c190-30 360-20 560 6s380 26 560 0 330-26 480 0v202H0z", far: ["#5fa8a6", "#0b2830"], near: ["#489694", "#11383f"] },
    { shape: "M0 890c220 24 420 18 640-6s420-22 600 2 260 18 360 8v106H0z", far: ["#3f8484", "#071b22"], near: ["#317374", "#0b2830"] },
  ],
};

const MEADOW: Scene = {
  id: "meadow",
  get name() {
    return t("Meadow");
  },
  sky: [["#eaf4e6", "#0d140f"], ["#f6f6e4", "#142019"], ["#fdf0cc", "#20361f"]],
  glow: {
    x: 0.22,
    y: 0.7,
    radius: 0.6,
    heart: ["rgb(255 240 178 / 95%)", "rgb(196 224 120 / 34%)"],
    middle: ["rgb(252 240 190 / 45%)", "rgb(96 140 70 / 22%)"],
    rim: ["rgb(252 240 190 / 0%)", "rgb(24 44 24 / 0%)"],
  },
  spark: ["#fffbe0", "#e6f29a"],
  sparks: [
    [260, 640, 1.6, 0.8], [340, 590, 1.2, 0.6], [420, 668, 1.8, 0.8], [520, 612, 1.1, 0.5], [190, 560, 1.1, 0.5], [610, 680, 1.4, 0.6],
    [300, 720, 1.3, 0.7], [700, 640, 1, 0.4], [130, 690, 1.5, 0.7], [470, 540, 1, 0.4],
  ],
  layers: [
    { shape: "M0 660c240-70 460-40 700 6s520 20 900-70v404H0z", far: ["#d3e4bb", "#1c3020"], near: ["#bfd99f", "#2f4d2c"] },
    { shape: "M0 776c300 10 460-90 760-70s480 96 840 20v274H0z", far: ["#b3cf93", "#162619"], near: ["#9ac177", "#243f24"] },
    { shape: "M0 830c220-50 420-30 640 20s560 50 960-60v210H0z", far: ["#8fb46d", "#101c13"], near: ["#76a155", "#1a301c"] },
    { shape: "M0 930c320-60 620-40 900-6s480 10 700-28v104H0z", far: ["#6d9650", "#0b140d"], near: ["#58823f", "#112013"] },
  ],
};

const VEIL: Scene = {
  id: "veil",
  get name() {
    return t("Northern lights");
  },
  sky: [["#ece6f5", "#0d0a18"], ["#f4ecf3", "#171029"], ["#fbe4e6", "#2d1a3d"]],
  glow: {
    x: 0.5,
    y: 0.36,
    radius: 0.7,
    heart: ["rgb(226 204 250 / 90%)", "rgb(150 96 220 / 40%)"],
    middle: ["rgb(240 210 236 / 50%)", "rgb(96 60 160 / 26%)"],
    rim: ["rgb(250 230 236 / 0%)", "rgb(30 18 56 / 0%)"],
  },
  spark: ["#ffffff", "#f0e4ff"],
  sparks: [
    [140, 150, 1.2, 0.6], [360, 92, 1, 0.5], [540, 240, 1.3, 0.6], [1120, 120, 1.2, 0.6], [1330, 216, 1, 0.5], [1480, 108, 1.4, 0.7], [860, 70, 1, 0.5],
  ],
  layers: [
    { shape: "M-40 470C260 250 520 560 800 360S1300 220 1660 380L1660 520C1320 400 1100 470 820 540S280 440-40 640z", far: ["rgb(196 230 214 / 55%)", "rgb(70 200 160 / 26%)"], near: ["rgb(214 196 246 / 60%)", "rgb(160 110 240 / 30%)"] },
    { shape: "M-40 380C240 500 480 220 780 300s560 260 880 60L1660 470C1330 620 1050 400 790 400S250 620-40 480z", far: ["rgb(246 208 222 / 50%)", "rgb(220 90 160 / 16%)"], near: ["rgb(196 220 246 / 55%)", "rgb(80 150 240 / 20%)"] },
    { shape: "M0 812c220-70 420-60 640-14s540 44 960-44v246H0z", far: ["#c9b8d8", "#1b1230"], near: ["#b49fca", "#2a1b46"] },
    { shape: "M0 906c300-50 560-36 820 0s520 16 780-34v128H0z", far: ["#a48fbd", "#110b20"], near: ["#8d76ab", "#1b1232"] },
  ],
};

const PAPER: Scene = {
  id: "paper",
  get name() {
    return t("Paper");
  },
  sky: [["#f6f2ed", "#191614"], ["#f2ece5", "#1b1816"], ["#ece4db", "#1f1b18"]],
  glow: {
    x: 0.5,
    y: 0.4,
    radius: 0.8,
    heart: ["rgb(255 255 255 / 60%)", "rgb(70 62 56 / 22%)"],
    middle: ["rgb(255 255 255 / 25%)", "rgb(60 54 48 / 10%)"],
    rim: ["rgb(255 255 255 / 0%)", "rgb(30 26 24 / 0%)"],
  },
  spark: ["#ffffff", "#ffffff"],
  sparks: [],
  layers: [],
};

export const SCENES: readonly Scene[] = [EMBERS, HIGHLANDS, TIDE, MEADOW, VEIL, PAPER, ...PLAIN_SCENES];

/** The scene of this name, or the usual one: what is stored may be old. */
export const sceneOf = (id: string | null): Scene => SCENES.find((scene) => scene.id === id) ?? EMBERS;
