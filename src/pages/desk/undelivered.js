// The notices that the business's endpoint did not take, and how the endpoint stands.

/** The functions take so many notices at once. */
const MOST_AT_ONCE = 5;

export class Undelivered {
  constructor(desk) {
    this.desk = desk;
    this.clear();
  }

  clear() {
    this.list = null;
    this.endpoint = null;
    this.next = undefined;
    /** Those that are in the queue again, by id. */
    this.queued = new Set();
    this.tested = null;
  }

  hasEndpoint() {
    return Boolean(this.desk.settings?.business.notices);
  }

  async read() {
    if (this.list === null && this.hasEndpoint()) {
      await this.readPage();
    }
    return null;
  }

  async readPage() {
    const { calls, businessId } = this.desk;
    const page = await calls.read('list-undelivered', { businessId, ...(this.next && { nextToken: this.next }) });
    this.list = [...(this.list ?? []), ...page.undelivered];
    this.endpoint = page.endpoint;
    this.next = page.nextToken;
  }

  more() {
    return this.desk.run(() => this.readPage());
  }

  refresh() {
    return this.desk.run(() => {
      this.list = null;
      this.next = undefined;
      this.queued.clear();
      return this.read();
    });
  }

  test() {
    const { calls, businessId } = this.desk;
    return this.desk.run(async () => {
      const { result } = await calls.read('test-notice', { businessId });
      this.tested = result;
      return '.tested';
    });
  }

  /** @param {string[]} [ids] which; without any, an endpoint that is down is tried again */
  again(ids) {
    const { calls, businessId } = this.desk;
    return this.desk.run(async () => {
      if (ids) {
        for (let first = 0; first < ids.length; first += MOST_AT_ONCE) {
          const some = ids.slice(first, first + MOST_AT_ONCE);
          const { queued } = await calls.read('redeliver', { businessId, ids: some });
          queued.forEach((id) => this.queued.add(id));
          this.desk.show();
        }
      } else {
        await calls.read('redeliver', { businessId });
        this.list = null;
        this.next = undefined;
        await this.read();
      }
      return 'h1';
    });
  }
}
