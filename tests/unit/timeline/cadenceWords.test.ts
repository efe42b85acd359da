/** What pointing at a section says: a section too short for its label shows one letter, so all of it must be told here. */
import { expect, test } from 'vitest';
import { sectionLines, sectionName } from '../../../renderer/timeline/cadenceWords';
import { madeSection } from '../../helpers/analysed';

const NTSC = { n: 30000, d: 1001 };

test.each(['3:2', '2:3:3:2', '2:2'] as const)(
  'a section of film or film under titles tells its pulldown, %s',
  (pulldown) => {
    const told = (cadence: 'film' | 'hybrid') => {
      const section = madeSection([30, 35, cadence, pulldown, 1]);
      return [sectionName(section), ...sectionLines(section, NTSC)].join('\n');
    };
    expect(told('film')).toMatch(new RegExp(`^Film ${pulldown}\nFrames 30 to 34, 00:00:01;00\nphase 1, `));
    expect(told('hybrid')).toMatch(
      new RegExp(
        `^Hybrid: film under video titles\nFrames 30 to 34, 00:00:01;00\npulldown ${pulldown}, phase 1, `,
      ),
    );
  },
);

test('a section of video tells no pulldown', () => {
  const section = madeSection([30, 35, 'video-interlaced']);
  expect([sectionName(section), ...sectionLines(section, NTSC)].join(' ')).not.toMatch(/pulldown|phase/);
});
