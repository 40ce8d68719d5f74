// Plays a story, step by step, by itself or when somebody asks for the next step.

import { NotThere, pause } from './stage.js';
import { STORIES } from './stories.js';

/** Time to read a text. */
const LEAST_MILLIS = 2_500;
const MILLIS_A_LETTER = 45;

/** Whether somebody does something there that is no part of a story. */
const isUsed = (element) => element !== null && element !== document.body && !element.matches('iframe');

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
    /** Changes with each story that is begun. A step of another one counts no more. */
    this.telling = {};
    this.playground.stage?.endTurn();
    this.isPlaying = false;
    this.isInStep = false;
    this.isTakenOver = false;
    this.isLost = false;
  }

  close() {
    this.round = null;
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

  /** Goes on until it is stopped. Whoever plays on after that begins another round. */
  async play() {
    const round = {};
    this.round = round;
    this.isPlaying = true;
    this.isTakenOver = false;
    const goesOn = () => this.round === round && this.isPlaying && !this.isOver;
    while (goesOn()) {
      await this.next();
      await this.rest(goesOn);
    }
    if (this.round === round) {
      this.isPlaying = false;
      this.changed();
    }
  }

  /** One step, after the one that somebody may have left. */
  next() {
    if (!this.isInStep && !this.isOver) {
      const { telling } = this;
      this.isInStep = true;
      this.isLost = false;
      this.changed();
      this.inStep = Promise.resolve(this.inStep?.catch(() => null)).then(() => this.step(telling));
    }
    return this.inStep;
  }

  async step(telling) {
    const isTold = () => this.telling === telling;
    if (!isTold()) {
      return;
    }
    const focused = document.activeElement;
    let isDone = false;
    try {
      await this.steps[this.done](this.playground);
      isDone = !this.playground.failed;
    } catch (failed) {
      if (!(failed instanceof NotThere)) {
        throw failed;
      }
    } finally {
      if (isTold()) {
        this.isInStep = false;
        this.ended(isDone);
        this.changed();
      }
    }
    // A press in a frame may take the focus there. Whoever presses there themselves keeps it.
    if (isTold() && !this.isTakenOver && !isUsed(document.activeElement)) {
      focused?.focus();
    }
  }

  ended(isDone) {
    this.done += isDone ? 1 : 0;
    this.isLost = !isDone;
    this.isPlaying = this.isPlaying && isDone;
  }

  async rest(goesOn) {
    // Somebody may ask for the next step meanwhile. Then there is more to read.
    let read;
    while (goesOn() && read !== this.caption) {
      read = this.caption;
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
