/**
 * Light without a body: glows, streaks, rings, sparks, titles. Added to the picture in linear light.
 */
import type { Lettering } from './lettering';
import { fractal3, noise3, openRandom, smoothstep } from './noise';
import type { Picture } from './paint';
import type { Vec } from './solid';

/** A round glow with a bright heart; `size` is its deviation in pixels. */
export function addGlow(picture: Picture, x: number, y: number, size: number, colour: Vec): void {
  eachPixel(picture, x, y, size * 4, size * 4, (dx, dy) => {
    const d2 = (dx * dx + dy * dy) / (size * size);
    return [Math.exp(-d2 / 2), colour];
  });
}

/** A streak from one place to another: `width` in pixels. */
export function addStreak(picture: Picture, from: Vec, till: Vec, width: number, colour: Vec): void {
  const midX = (from[0] + till[0]) / 2;
  const midY = (from[1] + till[1]) / 2;
  const length = Math.hypot(till[0] - from[0], till[1] - from[1]) || 1;
  const ux = (till[0] - from[0]) / length;
  const uy = (till[1] - from[1]) / length;
  const reach = length / 2 + width * 4;
  eachPixel(picture, midX, midY, reach, reach, (dx, dy) => {
    const along = Math.max(0, Math.abs(dx * ux + dy * uy) - length / 2);
    const across = dx * uy - dy * ux;
    return [Math.exp(-(across * across + along * along) / (2 * width * width)), colour];
  });
}

/** A ring of fire seen at a slant: radius and thickness in pixels, `flat` its height over its width. */
export function addRing(
  picture: Picture,
  at: Vec,
  radius: number,
  thick: number,
  flat: number,
  colour: Vec,
): void {
  eachPixel(picture, at[0], at[1], radius + thick * 4, (radius + thick * 4) * flat + thick * 2, (dx, dy) => {
    const far = Math.hypot(dx, dy / flat);
    const angle = Math.atan2(dy / flat, dx);
    const ragged = 0.55 + 0.9 * noise3(Math.cos(angle) * 4 + 9, Math.sin(angle) * 4, 3);
    const inside = far < radius ? Math.exp(-(((far - radius) / (thick * 3)) ** 2)) * 0.5 : 0;
    return [ragged * (Math.exp(-(((far - radius) / thick) ** 2)) + inside), colour];
  });
}

/** A cloud of hot gas that grows and cools: `age` 0..1, size in pixels. */
export function addFireball(picture: Picture, at: Vec, size: number, age: number): void {
  const heat = (1 - age) ** 1.6;
  eachPixel(picture, at[0], at[1], size * 1.5, size * 1.5, (dx, dy) => {
    const x = dx / size;
    const y = dy / size;
    const far = Math.hypot(x, y);
    const bend = noise3(x * 3, y * 3, 8 + age) - 0.5;
    const puff = fractal3(x * 2.7 + bend * 1.4 + 3, y * 2.7 - bend * 1.4 + 7, age * 1.6, 6);
    const body = smoothstep(1, 0.25, far + (0.5 - puff) * 2.2);
    const hot = body * heat * Math.max(0.1, 3.6 * puff - 0.9);
    return [hot * 3.2, [1, 0.2 + 0.62 * body * heat, 0.04 + 0.5 * body * body * heat * heat]];
  });
}

/** Sparks thrown out from one place; the same sparks at every `age` (0..1), so that they fly. */
export function addSparks(picture: Picture, at: Vec, reach: number, age: number, seed: number): void {
  const random = openRandom(seed);
  const unitPx = picture.height / 1080;
  for (let i = 0; i < 150; i += 1) {
    const angle = random() * 2 * Math.PI;
    const speed = (0.15 + random() ** 2) * (1 - (1 - age) ** 2.2);
    const life = 0.45 + 0.6 * random();
    const left = Math.max(0, 1 - age / life);
    const place = (far: number): Vec => [
      at[0] + Math.cos(angle) * far,
      at[1] + Math.sin(angle) * far * 0.85,
      0,
    ];
    if (left === 0) continue;
    const light = left * left * (1.5 + 3 * random());
    const tint: Vec = [light, light * 0.6, light * 0.25];
    addStreak(
      picture,
      place(speed * reach * 0.96),
      place(speed * reach),
      (0.5 + 0.5 * random()) * unitPx,
      tint,
    );
  }
}

/** Lays lettering over the picture, its middle at a place in pixels. */
export function addLettering(picture: Picture, text: Lettering, x: number, y: number, light: number): void {
  const left = Math.round(x - text.width / 2);
  const top = Math.round(y - text.height / 2);
  for (let j = 0; j < text.height; j += 1) {
    for (let i = 0; i < text.width; i += 1) {
      const cover = text.data[j * text.width + i] as number;
      if (cover === 0) continue;
      const at = 3 * ((top + j) * picture.width + left + i);
      for (const [c, tint] of [1, 0.95, 0.84].entries()) {
        picture.rgb[at + c] =
          (picture.rgb[at + c] as number) * (1 - cover * Math.min(1, light)) + cover * tint * light;
      }
    }
  }
}

function eachPixel(
  picture: Picture,
  x: number,
  y: number,
  reachX: number,
  reachY: number,
  light: (dx: number, dy: number) => [number, Vec],
): void {
  const { width, height, rgb } = picture;
  const x1 = Math.min(width - 1, Math.ceil(x + reachX));
  const y1 = Math.min(height - 1, Math.ceil(y + reachY));
  for (let py = Math.max(0, Math.floor(y - reachY)); py <= y1; py += 1) {
    for (let px = Math.max(0, Math.floor(x - reachX)); px <= x1; px += 1) {
      const [power, colour] = light(px + 0.5 - x, py + 0.5 - y);
      if (power < 0.0005) continue;
      const at = 3 * (py * width + px);
      rgb[at] = (rgb[at] as number) + power * colour[0];
      rgb[at + 1] = (rgb[at + 1] as number) + power * colour[1];
      rgb[at + 2] = (rgb[at + 2] as number) + power * colour[2];
    }
  }
}
