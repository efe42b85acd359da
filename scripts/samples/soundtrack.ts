/**
 * Sound for the scene: a slow chord, air, a low engine, and the effects shot's shot and blast. Drawn like the pictures.
 */
import { openRandom, smoothstep } from './noise';

export const sampleRate = 48000;

/** A WAV file of the given length: two channels, 16 bit. */
export function writeSoundtrack(secs: number): Buffer {
  const count = Math.round(secs * sampleRate);
  const data = Buffer.alloc(44 + count * 4);
  writeHeader(data, count);
  const airs = [openAir(3), openAir(4)] as const;
  for (let i = 0; i < count; i += 1) {
    const t = i / sampleRate;
    const ends = smoothstep(0, 0.6, t) * smoothstep(0, 0.7, secs - t);
    for (const side of [0, 1] as const) {
      const sound = chord(t, side) * 0.5 + airs[side](0.012) * 0.5 + effects(t, side, airs[side]);
      data.writeInt16LE(Math.round(Math.tanh(sound * ends * 1.3) * 20000), 44 + i * 4 + side * 2);
    }
  }
  return data;
}

/** Open fifths, each voice a little beside its twin on the other side, breathing at its own pace. */
function chord(t: number, side: number): number {
  const voices = [55, 82.41, 110, 164.81, 246.94, 329.63];
  return (
    voices.reduce((sum, hertz, index) => {
      const breath = 0.6 + 0.4 * Math.sin(2 * Math.PI * (0.07 + 0.021 * index) * t + index * 1.9 + side);
      const later = index < 3 ? 1 : smoothstep(index - 2, index + 1, t);
      const beside = 1 + (side - 0.5) * 0.0022;
      return (
        sum + (later * breath * Math.sin(2 * Math.PI * hertz * beside * t + index)) / (2.6 + index * 1.1)
      );
    }, 0) * 0.32
  );
}

/** The frames of battle.ts in seconds of film: two shots, then the blast. */
function effects(t: number, side: number, air: (open: number) => number): number {
  const start = (120 * 1001) / 24000;
  const pass = Math.exp(-(((t - start - 0.45) / 0.4) ** 2)) * air(0.05) * 1.1;
  const bolts = [13, 16.5].reduce((sum, frame) => sum + bolt(t - start - (frame * 1001) / 24000), 0);
  const since = t - start - (20 * 1001) / 24000;
  const blast =
    since < 0 ? 0 : Math.exp(-since * 2.2) * (air(0.02) * 1.6 + 0.5 * Math.sin(2 * Math.PI * 38 * since));
  return pass + bolts * (side === 0 ? 0.16 : 0.22) + blast;
}

function bolt(since: number): number {
  if (since < 0 || since > 0.5) return 0;
  return Math.exp(-since * 9) * Math.sin(2 * Math.PI * (900 * since - 800 * since * since));
}

/** Soft noise; `open` is how much of the treble passes. */
function openAir(seed: number): (open: number) => number {
  const random = openRandom(seed);
  let low = 0;
  return (open) => {
    low += open * (random() * 2 - 1 - low);
    return (low / Math.sqrt(open)) * 1.2;
  };
}

function writeHeader(data: Buffer, count: number): void {
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + count * 4, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(2, 22);
  data.writeUInt32LE(sampleRate, 24);
  data.writeUInt32LE(sampleRate * 4, 28);
  data.writeUInt16LE(4, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(count * 4, 40);
}
