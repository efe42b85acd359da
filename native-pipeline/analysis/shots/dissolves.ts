/**
 * Dissolves and fades as beginnings of shots. Pure.
 *
 * Looked for within shots only: a cut is no dissolve. A shot begins in the middle of its dissolve, or where a fade is plainest.
 */
import type { Shot } from '../../../model/analysis';
import type { Span } from '../../../model/time';
import type { FrameTraces } from '../oddFrames/frameTraces';
import { findRamps } from './ramps';
import { isPlain } from './thumbs';

/** Fade out and fade in belong together when they are no further apart than this, frames. */
const LONGEST_PLAIN = 75;

export interface Transition extends Span {
  kind: 'dissolve' | 'fade';
  /** Where the new shot begins. */
  middle: number;
}

/** Shots with their dissolves and fades; frames of `traces` are counted from `offset`. */
export function addDissolves(shots: readonly Shot[], traces: FrameTraces, offset: number): Shot[] {
  return shots.flatMap((shot) => {
    const within = { from: shot.from - offset, to: Math.min(shot.to - offset, traces.count) };
    const found = findTransitions(traces, within).map((each) => ({
      ...each,
      from: each.from + offset,
      to: each.to + offset,
      middle: each.middle + offset,
    }));
    return splitShot(shot, found);
  });
}

function splitShot(shot: Shot, transitions: readonly Transition[]): Shot[] {
  const shots = [shot];
  for (const { kind, from, to, middle } of transitions) {
    const last = shots.at(-1) ?? shot;
    const transition = { from, to };
    // A fade in at the head of a shot is how this shot begins; after a cut from black too.
    if (kind === 'fade' && middle <= last.from) {
      shots[shots.length - 1] = { ...last, start: 'fade', transition };
    } else if (middle > last.from && middle < last.to) {
      shots[shots.length - 1] = { ...last, to: middle };
      shots.push({ from: middle, to: last.to, start: kind, isMidFrame: false, transition });
    }
  }
  return shots;
}

/** Those within a span without cuts, in order. */
export function findTransitions(traces: FrameTraces, within: Span): Transition[] {
  const ramps = findRamps(traces, within);
  return ramps.flatMap((ramp, index): Transition[] => {
    const next = ramps[index + 1];
    const before = ramps[index - 1];
    if (ramp.into === 'plain') {
      // Fade out: one transition with the fade in that follows, or the end of the clip's pictures.
      if (next?.outOf !== 'plain' || next.from - ramp.to > LONGEST_PLAIN) return [];
      return [{ kind: 'fade', from: ramp.from, to: next.to, middle: Math.ceil((ramp.to + next.from) / 2) }];
    }
    if (ramp.outOf === 'plain') {
      if (before?.into === 'plain' && ramp.from - before.to <= LONGEST_PLAIN) return [];
      return [
        {
          kind: 'fade',
          from: ramp.from,
          to: ramp.to,
          middle: headOfPlain(traces, ramp.from, within.from),
        },
      ];
    }
    return [
      {
        kind: 'dissolve',
        from: ramp.from,
        to: ramp.to,
        middle: Math.round((ramp.from + ramp.to) / 2),
      },
    ];
  });
}

/** Where the plain stretch before a fade in begins: there the new shot starts, if only in black. */
function headOfPlain(traces: FrameTraces, from: number, least: number): number {
  let frame = from;
  while (frame > least && from - frame < LONGEST_PLAIN && isPlain(traces.thumbAt(frame - 1))) frame--;
  return frame;
}
