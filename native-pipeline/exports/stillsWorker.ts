/** The module that the stills' thread runs. */
import type { Picture } from '../../model/picture';
import { serveTasks } from '../compare/threadTasks';
import { composeFrame, encodePicture, type FrameTask } from './compose';

serveTasks({
  compose: (task: FrameTask) => {
    const result = composeFrame(task);
    return { result, transfer: result.map(({ png }) => png.buffer) };
  },
  encode: ({ picture, format }: { picture: Picture; format: 'png' | 'rgb24' }) => {
    const result = encodePicture(picture, format);
    return { result, transfer: [result.buffer] };
  },
});
