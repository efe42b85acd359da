/**
 * A small bitmap font of our own, for captions: legible at any whole scale, the same on every machine, no font file needed.
 *
 * Pure. Knows printable ASCII, × and …; accents are taken off, everything else becomes a question mark.
 */
import type { RgbPicture } from '../frames/rgb';
import { fillRectangle } from './canvas';

export const LETTER_WIDTH = 5;
/** Seven rows above the line and two below it. */
export const LETTER_HEIGHT = 9;
/** From one letter to the next, in dots. */
export const ADVANCE = 6;

/** A letter, then one base-32 digit for each of its rows from the top; a digit's five bits are the dots from the left. */
const DRAWN = String.raw`
  !444440400 "aa0000000 #aavavaa00 $4fke5u400 %op248j300 &cik8lid00 '440000000 (248884200
  )842224800 *04lel4000 +044v44000 ,00000cc48 -000v00000 .00000cc00 /11248gg00 0ehjlphe00
  14c4444e00 2eh1248v00 3v2421he00 426aiv2200 5vgu11he00 668guhhe00 7v12488800 8ehhehhe00
  9ehhf12c00 :0cc0cc000 ;0cc0cc480 <248g84200 =00v0v0000 >842124800 ?eh1240400 @ehnlnge00
  Aehhvhhh00 Buhhuhhu00 Cehggghe00 Dsihhhis00 Evgguggv00 Fvgguggg00 Gehgnhhf00 Hhhhvhhh00
  Ie44444e00 J72222ic00 Khikokih00 Lggggggv00 Mhrllhhh00 Nhhpljhh00 Oehhhhhe00 Puhhuggg00
  Qehhhlid00 Ruhhukih00 Sfgge11u00 Tv44444400 Uhhhhhhe00 Vhhhhha400 Whhhllla00 Xhha4ahh00
  Yhhha44400 Zv1248gv00 [e88888e00 \gg8421100 ]e22222e00 ^4ah000000 _0000000v0
  a00e1fhf00 bggmphhu00 c00egghe00 d11djhhf00 e00ehvge00 f698s88800 g00fhhhf1e hggmphhh00
  i40c444e00 j2062222ic kggikoki00 lc44444e00 m00qllhh00 n00mphhh00 o00ehhhe00 p00uhhhugg
  q00fhhhf11 r00mpggg00 s00fge1u00 t88s889600 u00hhhjd00 v00hhha400 w00hhlla00 x00ha4ah00
  y00hhhhf1e z00v248v00 {244844200 |444444400 }844244800 ~008l20000 ×00ha4ah00 …000000l00
`;

const LETTERS: ReadonlyMap<string, string> = new Map([
  [' ', '000000000'],
  ['`', '840000000'],
  ...DRAWN.trim()
    .split(/\s+/)
    .map((drawn): [string, string] => [drawn.slice(0, 1), drawn.slice(1)]),
]);

/** The text in letters that the font has. */
export function plainText(text: string): string {
  // Accents become marks of their own in this form and are dropped.
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[–—]/g, '-').replace(/\s/g, ' ');
  return Array.from(bare, (letter) => (LETTERS.has(letter) ? letter : '?')).join('');
}

/** Width of a text in pixels, without the space behind its last letter. */
export function textWidth(text: string, scale: number): number {
  return Math.max(0, plainText(text).length * ADVANCE - 1) * scale;
}

/** The text, cut with … where it is wider than `width` pixels. */
export function fitText(text: string, width: number, scale: number): string {
  const plain = plainText(text);
  const room = Math.max(0, Math.floor((width / scale + 1) / ADVANCE));
  return plain.length <= room ? plain : `${plain.slice(0, Math.max(0, room - 1))}…`.slice(0, room);
}

/** Draws a text with its top left at x, y. What does not fit on the canvas is an error of the caller. */
export function drawText(
  canvas: RgbPicture,
  text: string,
  at: { x: number; y: number },
  scale: number,
  level: number,
): void {
  for (const [n, letter] of Array.from(plainText(text)).entries()) {
    drawLetter(canvas, letter, { x: at.x + n * ADVANCE * scale, y: at.y }, scale, level);
  }
}

function drawLetter(
  canvas: RgbPicture,
  letter: string,
  at: { x: number; y: number },
  scale: number,
  level: number,
): void {
  const colour = [level, level, level];
  for (const [row, digit] of Array.from(LETTERS.get(letter) ?? '').entries()) {
    const dots = Number.parseInt(digit, 32);
    for (let column = 0; column < LETTER_WIDTH; column++) {
      if (((dots >> (LETTER_WIDTH - 1 - column)) & 1) === 0) continue;
      const area = { x: at.x + column * scale, y: at.y + row * scale, width: scale, height: scale };
      fillRectangle(canvas, area, colour);
    }
  }
}
