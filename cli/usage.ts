/** The help text, one place. */
export const USAGE = `remaster — restore and upscale SD footage, compare it honestly with HD

  remaster open [CLIP…] [--reference CLIP] [--port N] [--web]      the workbench
  remaster probe CLIP                                              what the file claims, and what we believe
  remaster analyse CLIP [--from N --to N] [--shots FILE.csv|.edl|.otio] [--forget]
                                                                   what the pictures show: cadence by sections, field order,
                                                                   shots, bars, levels, faults, and the recipe that fits;
                                                                   kept for next time, deleted by --forget
  remaster frame CLIP N [--recipe R] [--size native|WxH] [--raw] -o OUT.png|-
                                                                   one exact frame (0-based, presentation order)
  remaster render CLIP [--recipe R] [--from N --to N] [--codec ffv1|h264|hevc|prores] [--bits 8|10] [--resume]
                  [--map FILE.csv] -o OUT                          the whole variant, or a span, as a movie;
                                                                   --resume goes on with an interrupted one, --map writes
                                                                   which source fields every picture of the movie shows,
                                                                   in FILE.orphans.csv the fields without a partner, and
                                                                   in FILE.left-out.csv those that the output rate drops
  remaster recipes                                                 the presets with their steps; R is one of them, a recipe's file,
                                                                   or "suggested": what the analysis of the clip proposes
  remaster stills A [B] --frames 12,48|auto:8 [--layout separate,side-by-side,wipe,difference]
                  [--recipe R | --recipe-a R --recipe-b R] [--wipe-at 0.5] [--captions] -o DIR
                                                                   comparison stills with a sidecar
  remaster doctor                                                  which tools were found, what is missing

  R is a preset's id (see "remaster recipes") or a recipe file (JSON). One that follows the cadence has the clip analysed first.
  --json     one JSON document on stdout and nothing else there
  --quiet    no progress
  --force    overwrite output files
  Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.
`;
