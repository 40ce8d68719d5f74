// The two pages in their frames: what they show, and a finger that presses in them as a person would.

import { actAs } from '../shared/session.js';

const PATIENCE_MILLIS = 8_000;
const LOOK_MILLIS = 40;

/** For how long the finger stays at what it is about to press. Where it does not move, that is less. */
const POINT_MILLIS = matchMedia('(prefers-reduced-motion: reduce)').matches ? 200 : 700;

/** What a story wanted to press is not there. Somebody else may have pressed something. */
export class NotThere extends Error {}

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** @param {() => boolean} [isWanted] whether it is still waited for */
async function until(find, isWanted = () => true) {
  const end = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const found = find();
    if (found) {
      return found;
    }
    if (Date.now() > end || !isWanted()) {
      throw new NotThere();
    }
    await pause(LOOK_MILLIS);
  }
}

export class Stage {
  /** @param {() => void} takenOver called when somebody presses in a frame themselves */
  constructor(takenOver) {
    this.takenOver = takenOver;
    this.opened = 0;
    this.endTurn();
  }

  /** Whatever the finger was about to press, it does not press it any more. */
  endTurn() {
    this.turn = {};
  }

  /** Tells whether the finger is still to press. */
  turnNow() {
    const { turn } = this;
    return () => turn === this.turn;
  }

  frame(page) {
    return document.querySelector(`iframe[name="${page}"]`);
  }

  /** The document of a page, or null while it is on its way. */
  document(page) {
    return this.frame(page)?.contentDocument ?? null;
  }

  /** @param {string} who the caller of the sample whom the page is for */
  async open(page, who, fragment = '#/') {
    actAs(who, page);
    await this.load(page, (frame) => frame.contentWindow.location.replace(`/${page}/?${++this.opened}${fragment}`));
  }

  reload(page) {
    return this.load(page, (frame) => frame.contentWindow.location.reload());
  }

  async load(page, begin) {
    const frame = this.frame(page);
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    begin(frame);
    await loaded;
    ['pointerdown', 'keydown'].forEach((press) =>
      frame.contentWindow.addEventListener(press, (event) => event.isTrusted && this.takenOver(), true),
    );
    await this.calm(page);
  }

  isCalm(page) {
    const main = this.document(page)?.querySelector('main');
    return main?.getAttribute('aria-busy') === 'false' && !main.querySelector('.loading');
  }

  /** Waits until a page has done what it was about to do. */
  calm(page, isWanted) {
    return until(() => this.isCalm(page), isWanted);
  }

  /** Something happened elsewhere. To a page it is as if somebody came back to it. */
  async refresh(page) {
    await this.calm(page);
    this.document(page).dispatchEvent(new Event('visibilitychange'));
    await this.calm(page);
  }

  /** To a page it is as if somebody went away, who undoes nothing any more. */
  leave(page) {
    this.frame(page).contentWindow.dispatchEvent(new Event('pagehide'));
  }

  /** @param {(document: Document) => Element} find what to press */
  async press(page, find) {
    const isWanted = this.turnNow();
    await this.calm(page, isWanted);
    const element = await until(() => find(this.document(page)), isWanted);
    await this.point(page, element);
    if (!isWanted()) {
      throw new NotThere();
    }
    element.click();
    await this.calm(page);
  }

  /** Writes into a field. */
  async write(page, find, text) {
    const field = await until(() => find(this.document(page)), this.turnNow());
    await this.point(page, field);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async point(page, element) {
    // Only within the frame. The page around it stays where it is.
    const { defaultView: view } = element.ownerDocument;
    view.scrollBy(0, element.getBoundingClientRect().y - view.innerHeight / 2);
    const within = element.getBoundingClientRect();
    const around = this.frame(page).getBoundingClientRect();
    const finger = document.querySelector('.finger');
    const x = around.x + within.x + Math.min(within.width / 2, 80) + scrollX;
    const y = around.y + within.y + within.height / 2 + scrollY;
    finger.style.translate = `${x}px ${y}px`;
    finger.classList.add('seen');
    await pause(POINT_MILLIS);
    finger.classList.remove('seen');
  }
}

/** What a button says, without the key that it names. */
const label = (button) =>
  [...button.childNodes]
    .filter((node) => node.nodeName !== 'KBD' && node.nodeType !== Node.COMMENT_NODE)
    .map((node) => node.textContent)
    .join('')
    .trim();

/** Whether a button takes a press now. */
const takesPress = (button) => !button.disabled && button.ariaDisabled !== 'true';

/** Finds a button that can be pressed, by what it says. */
export const button = (text) => (document) =>
  [...document.querySelectorAll('button')].find((each) => takesPress(each) && label(each) === text);

/** Finds one of several that are alike. */
export const nth = (selector, index) => (document) => {
  const found = document.querySelectorAll(selector)[index];
  return found && takesPress(found) ? found : undefined;
};
