/** What the sampler samples: which frames, which recipes, in which order. */
import { describe, expect, it } from 'vitest';
import { candidatesOf, sampledFrames, sampleRequests, withFrames } from '../../../renderer/dialogs/sampling';
import { reduce } from '../../../renderer/state/reduce';
import { EMPTY_WORKSPACE } from '../../../renderer/state/workspace';
import { madeClip } from '../../ui/made';
import { madeAnalysis } from '../../ui/madeAnalysis';

const analysis = madeAnalysis();
const { shots, sections } = analysis;
const source = { playhead: 7, span: { from: 20, to: 31 }, shots, sections, frames: 300 };

describe('frames to sample', () => {
  it('are the one on screen, the in and out points, or the middles of shots', () => {
    expect(sampledFrames('current', 3, source)).toEqual([7]);
    expect(sampledFrames('marks', 3, source)).toEqual([20, 30]);
    expect(sampledFrames('spread', 2, { ...source, sections: [] })).toEqual([30, 225]);
  });

  it('take the classes of the sections in turn, the one with most frames first, and of each the longest shots', () => {
    // Film in shots of 60, 60 and 110 frames, 40 frozen frames at the end of the last, 30 of native video.
    expect(sampledFrames('spread', 2, source)).toEqual([205, 280]);
    expect(sampledFrames('spread', 3, source)).toEqual([135, 205, 280]);
    expect(sampledFrames('spread', 5, source)).toEqual([30, 90, 135, 205, 280]);
  });

  it('are those that were added by hand, too, each once and none behind the last of the clip', () => {
    expect(withFrames([20, 30], [25, 30, 5000, -1], 300)).toEqual([0, 20, 25, 30, 299]);
  });

  it('lie evenly over the clip where there are too few shots, and without a span it is the one on screen', () => {
    expect(sampledFrames('spread', 3, { ...source, shots: [] })).toEqual([50, 150, 250]);
    expect(sampledFrames('marks', 3, { ...source, span: null })).toEqual([7]);
  });
});

describe('recipes to sample', () => {
  const clip = madeClip();
  const recipe = { ...analysis.suggestion.recipe, interpret: { matrix: 'bt709' as const } };
  const opened = reduce(EMPTY_WORKSPACE, { type: 'clip/opened', clip, recipe });
  const state = reduce(opened, { type: 'analysis/reported', clipId: clip.id, analysis });

  it('start with the one in use; the proposed one and a preset of the same steps are not shown again', () => {
    const candidates = candidatesOf(state);
    expect(candidates[0]).toMatchObject({ key: 'current', title: `In use: ${recipe.title}` });
    expect(candidates.map(({ key }) => key)).not.toContain('proposed');
    expect(candidates.map(({ key }) => key)).not.toContain('dvd-film');
  });

  it('keep what the user chose against the clip’s findings', () => {
    const found = (key: string) => candidatesOf(state).find((one) => one.key === key);
    expect(found('plain')?.recipe?.interpret).toEqual({ matrix: 'bt709' });
    expect(found('source')?.recipe).toMatchObject({ interpret: { matrix: 'bt709' }, steps: [] });
  });

  it('keep the overrides that they have steps for, as taking them over does, and are called so', () => {
    const steps = [{ kind: 'enlarge', isOn: true, settings: { kernel: 'area' } }];
    const overrides = [{ from: 3, to: 9, steps }];
    const changed = { type: 'recipe/changed', side: 'b', gesture: null } as const;
    const overridden = reduce(state, { ...changed, recipe: { ...recipe, overrides } });
    const plain = candidatesOf(overridden).find(({ key }) => key === 'plain');
    expect(plain).toMatchObject({
      title: 'Plain enlargement, changed (keeps 1 override)',
      recipe: { title: 'Plain enlargement, changed', overrides },
    });
  });

  it('are asked for frame by frame, each picture once', () => {
    const two = candidatesOf(state).slice(0, 2);
    const keys = sampleRequests(clip, two, [5, 9]).map(({ key }) => key);
    expect(keys).toEqual(['current 5', 'source 5', 'current 9', 'source 9']);
  });
});
