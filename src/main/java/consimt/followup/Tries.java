package consimt.followup;

import consimt.runtime.StoreUnavailable;

/**
 * The tries of one change of work by compare-and-set. Each further try means that another writer was quicker. So many are
 * no real case.
 */
public final class Tries {

    private static final int MOST = 200;

    private int tries;

    /** Begins a try. Throws {@link StoreUnavailable} if there were too many. */
    public void begin() {
        if (++tries > MOST) {
            throw new StoreUnavailable("too many changes of one piece of work at once");
        }
    }
}
