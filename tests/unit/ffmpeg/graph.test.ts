import { describe, expect, it } from 'vitest';
import { type Filter, formatGraph } from '../../../native-pipeline/ffmpeg/graph';

describe('a filter graph', () => {
  it('is written as a chain in the order given, options too', () => {
    const graph = formatGraph([
      { name: 'bwdif', options: { mode: 'send_field', parity: 'tff' } },
      { name: 'scale', options: { w: 1440, h: 1080 } },
    ]);
    expect(graph).toBe('bwdif=mode=send_field:parity=tff,scale=w=1440:h=1080');
  });

  it('writes a filter without options as its name', () => {
    expect(formatGraph([{ name: 'hflip', options: {} }])).toBe('hflip');
  });

  it('is empty where there is nothing to do', () => {
    expect(formatGraph([])).toBe('');
  });

  it('escapes values twice, for the graph and for the filter', () => {
    const expression = "if(gte(n,3),'a:b',c\\d)";
    const graph = formatGraph([{ name: 'select', options: { expr: expression } }]);
    expect(graph).toBe("select=expr=if(gte(n\\,3)\\,\\\\\\'a\\\\:b\\\\\\'\\,c\\\\\\\\d)");
  });

  it('branches and joins, and gives two parts that use the same names branches of their own', () => {
    const part: Filter[] = [
      { name: 'split', options: {}, to: ['kept', 'soft'] },
      { name: 'gblur', options: { sigma: 2 }, from: ['soft'], to: ['blurred'] },
      { name: 'blend', options: {}, from: ['kept', 'blurred'] },
    ];
    expect(
      formatGraph([{ name: 'hflip', options: {} }, ...part, ...part, { name: 'vflip', options: {} }]),
    ).toBe(
      'hflip,split[kept1][soft1];[soft1]gblur=sigma=2[blurred1];[kept1][blurred1]blend,' +
        'split[kept2][soft2];[soft2]gblur=sigma=2[blurred2];[kept2][blurred2]blend,vflip',
    );
  });
});
