/** The page's own file list, for shells without a system dialog: the allowed roots, folders, and what can be opened in them. */
import { CornerLeftUp, File, FileVideo, Folder, Image } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { FolderListing } from '../../model/contract';
import { Choice } from '../ui/Choice';
import { bytesText } from '../ui/words';
import { useFolder } from './useFolder';

interface FolderListProps {
  folder: string | null;
  /** Only folders are listed where a folder is wanted. */
  wants: 'file' | 'folder';
  onFolder(folder: string): void;
  onFile?(path: string): void;
}

const ICONS = { folder: Folder, video: FileVideo, picture: Image, other: File } as const;
const UP = '..';

export function FolderList({ folder, wants, onFolder, onFile }: FolderListProps) {
  const listing = useFolder(folder);
  if (!listing) return <p className="quiet">Reading the folder…</p>;
  const entries = listing.entries.filter(({ kind }) => wants === 'file' || kind === 'folder');
  const choose = (key: string) => {
    if (key === UP) return onFolder(listing.parent ?? listing.folder);
    const entry = entries.find(({ path }) => path === key);
    if (entry?.kind === 'folder') return onFolder(entry.path);
    if (entry) onFile?.(entry.path);
  };
  return (
    <div className="folder">
      <Roots listing={listing} onFolder={onFolder} />
      <ListBox
        className="folder-list scrolls"
        aria-label={`Content of ${listing.folder}`}
        selectionMode="none"
        onAction={(key) => choose(String(key))}
        renderEmptyState={() => <p className="quiet">Nothing to open here.</p>}
      >
        {listing.parent === null ? null : (
          <ListBoxItem id={UP} className="folder-entry" textValue="Parent folder">
            <CornerLeftUp aria-hidden /> <span>Parent folder</span>
          </ListBoxItem>
        )}
        {entries.map(({ path, name, kind, sizeBytes }) => {
          const Icon = ICONS[kind];
          return (
            <ListBoxItem key={path} id={path} className={`folder-entry is-${kind}`} textValue={name}>
              <Icon role="img" aria-label={kind} /> <span className="entry-name">{name}</span>
              <span className="unit number">{kind === 'folder' ? '' : bytesText(sizeBytes)}</span>
            </ListBoxItem>
          );
        })}
      </ListBox>
    </div>
  );
}

/** Where more than one root is allowed, a way from one to the other. */
function Roots({ listing, onFolder }: { listing: FolderListing; onFolder(folder: string): void }) {
  const root = listing.roots.find((known) => listing.folder.startsWith(known)) ?? listing.roots[0] ?? '';
  return (
    <div className="folder-head">
      {listing.roots.length > 1 ? (
        <Choice
          label="Root folder"
          options={listing.roots.map((known) => ({ value: known, label: known }))}
          value={root}
          onChange={onFolder}
        />
      ) : null}
      <p className="path" title={listing.folder}>
        {listing.folder}
      </p>
    </div>
  );
}
