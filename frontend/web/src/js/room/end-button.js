// Lets the host end the stream. Asks in place: a second press within a few seconds means it.

import { setText } from '../dom.js';

const SURE_MS = 4_000;

export function startEndButton({ button, end, onError }) {
  let timer = null;
  const calm = () => {
    timer = null;
    setText(button, 'End stream');
    button.classList.remove('button--danger');
  };
  button.addEventListener('click', async () => {
    if (timer === null) {
      timer = setTimeout(calm, SURE_MS);
      setText(button, 'Really end?');
      button.classList.add('button--danger');
      return;
    }
    clearTimeout(timer);
    calm();
    button.disabled = true;
    try {
      await end();
    } catch (problem) {
      onError(problem);
    }
    button.disabled = false;
  });
  calm();
}
