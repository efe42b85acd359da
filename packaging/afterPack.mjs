/**
 * Makes the packed programs executable: npm without install scripts leaves ffprobe at 0644, and an AppImage or /opt is read-only later.
 */
import { chmod, readdir } from 'node:fs/promises';
import path from 'node:path';

export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources');
  const files = await readdir(resources, { recursive: true, withFileTypes: true });
  const programs = files.filter((file) => file.isFile() && /^ff(mpeg|probe)(\.exe)?$/.test(file.name));
  await Promise.all(programs.map((file) => chmod(path.join(file.parentPath, file.name), 0o755)));
}
