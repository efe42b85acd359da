/** Buttons for the camera that many pictures share: 1:1 and Fit, behind what else a dialog puts there. */
import type { ReactNode } from 'react';
import { FIT, oneToOne, type SharedCamera } from './sharedCamera';

interface CameraButtonsProps {
  shared: SharedCamera;
  children?: ReactNode;
}

export function CameraButtons({ shared, children }: CameraButtonsProps) {
  return (
    <div className="group">
      {children}
      <button type="button" className="button" onClick={() => shared.setCamera(oneToOne(shared.camera))}>
        1:1
      </button>
      <button type="button" className="button" onClick={() => shared.setCamera(FIT)}>
        Fit
      </button>
    </div>
  );
}
