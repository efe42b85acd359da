import { describe, expect, it } from 'vitest';
import { mostPlaces, suggestPlaces } from '../../../native-pipeline/jobs/places';

describe('renders at once', () => {
  it('are one for each four processors, and one on a small machine', () => {
    expect([1, 2, 4, 7, 8, 16, 64].map(suggestPlaces)).toEqual([1, 1, 1, 1, 2, 4, 16]);
    expect(mostPlaces(2)).toBe(2);
  });
});
