import { expect, it } from 'vitest';
import { findStep } from '../../../model/steps';

it('names the constant rates of true frames for NTSC and for PAL clips', () => {
  const rate = findStep('cadence')?.settings.find(({ name }) => name === 'rate');
  const labels = rate?.type === 'choice' ? rate.options.map(({ label }) => label) : [];
  expect(labels[0]).toMatch(/23\.976.*PAL 24 or 25/);
  expect(labels[1]).toMatch(/59\.94.*PAL 50/);
});
