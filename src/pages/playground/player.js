// Plays a story, step by step, by itself or when somebody asks for the next step.

import { NotThere, pause } from './stage.js';
import { STORIES } from './stories.js';

/** Time to read a text. */
const LEAST_MILLIS = 2_500;
const MILLIS_A_LETTER = 45;

export class Player {
  /** @param {(player: Player) => void} changed */
  constructor(playground, changed) {
    this.playground = playground;
    this.changed = changed;
    this.begin(null);
  }

  /** @param {string|null} name of the story; none is played without one */
  begin(name) {
    this.name = name;
    this.done = 0;
    this.isPlaying = false;
    this.isInStep = false;
    this.isTakenOver = false;
    this.isLost = false;
  }

  close() {
    this.begin(null);
    this.changed();
  }

  choose(name) {
    this.begin(name);
    return this.play();
  }

  get steps() {
    return this.name ? STORIES[this.name] : [];
  }

  get isOver() {
    return this.done === this.steps.length;
  }

  /** The text of the last step that was begun. */
  get caption() {
    return `story.${this.name}.${Math.max(1, this.done + (this.isInStep ? 1 : 0))}`;
  }

  async play() {
    const { name } = this;
    this.isPlaying = true;
    this.isTakenOver = false;
    while (this.isPlaying && this.name === name && !this.isOver) {
      await this.next();
      await this.rest();
    }
    if (this.name === name) {
      this.isPlaying = false;
      this.changed();
    }
  }

  /** One step. */
  async next() {
    if (this.isInStep || this.isOver) {
      return;
    }
    const { name } = this;
    const focused = document.activeElement;
    this.isInStep = true;
    this.isLost = false;
    this.changed();
    try {
      await this.steps[this.done](this.playground);
      if (this.name === name) {
        this.ended(!this.playground.failed);
      }
    } catch (failed) {
      if (!(failed instanceof NotThere)) {
        throw failed;
      }
      if (this.name === name) {
        this.ended(false);
      }
    } finally {
      this.isInStep = false;
      this.changed();
    }
    // A press in a frame takes the focus there.
    focused?.focus();
  }

  ended(isDone) {
    this.done += isDone ? 1 : 0;
    this.isLost = !isDone;
    this.isPlaying = this.isPlaying && isDone;
  }

  async rest() {
    if (this.isPlaying && !this.isOver) {
      await pause(Math.max(LEAST_MILLIS, this.playground.i18n.text(this.caption).length * MILLIS_A_LETTER));
    }
  }

  stop() {
    this.isPlaying = false;
    this.changed();
  }

  /** Somebody presses themselves. The story waits. */
  takeOver() {
    if (this.isPlaying) {
      this.isTakenOver = true;
      this.stop();
    }
  }
}
