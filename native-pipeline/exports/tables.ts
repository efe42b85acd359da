/** Where the tables of a render go: that of its pictures, that of fields without a partner, and that of what is left out. Pure. */
import path from 'node:path';

/** For `a.map.csv` also `a.map.orphans.csv` and `a.map.left-out.csv`; absolute. */
export function tablesOf(map: string): [map: string, orphans: string, leftOut: string] {
  const target = path.resolve(map);
  const { dir, name, ext } = path.parse(target);
  const beside = (what: string): string => path.join(dir, `${name}.${what}${ext}`);
  return [target, beside('orphans'), beside('left-out')];
}
