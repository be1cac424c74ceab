// A button for what cannot be undone. It asks in place: a second press within a few seconds means it.

import { setText } from '../dom.js';

const SURE_MS = 4_000;

export function pressTwice({ button, text, sureText, act, onError }) {
  let timer = null;
  const calm = () => {
    timer = null;
    setText(button, text);
    button.classList.remove('button--danger');
  };
  button.addEventListener('click', async () => {
    if (timer === null) {
      timer = setTimeout(calm, SURE_MS);
      setText(button, sureText);
      button.classList.add('button--danger');
      return;
    }
    clearTimeout(timer);
    calm();
    button.disabled = true;
    try {
      await act();
    } catch (problem) {
      onError(problem);
    }
    button.disabled = false;
  });
  calm();
}
