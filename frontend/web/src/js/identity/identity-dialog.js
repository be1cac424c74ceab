// The dialog behind the name in the top bar: change the name, or paste a token.

import { parts, setText } from '../dom.js';
import { hueOf, initial } from '../text.js';

export class IdentityDialog {
  #identity;
  #dialog;
  #parts;

  constructor({ identity, button, dialog }) {
    this.#identity = identity;
    this.#dialog = dialog;
    this.#parts = parts(dialog);
    button.addEventListener('click', () => this.open());
    this.#parts.form.addEventListener('submit', (event) => this.#save(event));
    this.#parts.cancel.addEventListener('click', () => dialog.close());
    const { avatar, name } = parts(button);
    const show = () => {
      setText(name, identity.name);
      setText(avatar, initial(identity.name));
      avatar.style.setProperty('--hue', hueOf(identity.uid));
    };
    identity.addEventListener('change', show);
    show();
  }

  open() {
    const { name, uid, token, error, fixed } = this.#parts;
    name.value = this.#identity.name;
    name.disabled = this.#identity.isPasted;
    fixed.hidden = !this.#identity.isPasted;
    token.value = '';
    setText(uid, this.#identity.uid);
    setText(error, '');
    this.#dialog.showModal();
  }

  async #save(event) {
    event.preventDefault();
    const { name, token, error } = this.#parts;
    if (token.value.trim() !== '' && !this.#identity.adopt(token.value)) {
      setText(error, 'This is not a token: expected three parts with dots between them.');
      return;
    }
    const wanted = name.value.trim();
    if (!this.#identity.isPasted && wanted !== '' && wanted !== this.#identity.name) {
      await this.#identity.rename(wanted);
    }
    this.#dialog.close();
  }
}
