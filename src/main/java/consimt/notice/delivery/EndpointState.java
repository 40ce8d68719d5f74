package consimt.notice.delivery;

/** How an endpoint stands. */
public enum EndpointState {
    UP,
    /** It is down. What it is to get waits in the list of changes. */
    PARKED,
    /** It is up again, and gets from the list what waited. */
    CATCHING_UP,
    /** It said that it is gone, or failed for days. */
    OFF
}
