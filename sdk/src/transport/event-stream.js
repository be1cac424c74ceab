// Takes a text/event-stream apart.

export class EventStreamParser {
  #rest = '';
  #data = [];
  #event = '';
  #id = null;

  /** Gives the events that are complete with this piece: `{ event, id, data }`, id null where there is none. */
  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    const events = [];
    for (const line of lines) {
      if (line === '') {
        this.#finish(events);
      } else {
        this.#field(line);
      }
    }
    return events;
  }

  #field(line) {
    const colon = line.indexOf(':');
    if (colon === 0) {
      return;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'event') {
      this.#event = value;
    } else if (name === 'id') {
      this.#id = value;
    }
  }

  #finish(events) {
    if (this.#data.length > 0) {
      events.push({ event: this.#event || 'message', id: this.#id, data: this.#data.join('\n') });
    }
    this.#data = [];
    this.#event = '';
    this.#id = null;
  }
}
