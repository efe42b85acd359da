/** The content of a folder, read whenever the folder changes; the last good one stays while the next is read. */
import { useEffect, useState } from 'react';
import type { FolderListing } from '../../model/contract';
import { listFolder } from '../state/effects';

/** `folder` null: the first of the allowed roots. */
export function useFolder(folder: string | null): FolderListing | null {
  const [listing, setListing] = useState<FolderListing | null>(null);
  useEffect(() => {
    let isWanted = true;
    listFolder(folder).then(
      (found) => isWanted && found && setListing(found),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [folder]);
  return listing;
}
