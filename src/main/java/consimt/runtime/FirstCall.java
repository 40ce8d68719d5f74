package consimt.runtime;

/** One call that really goes to the store, for what a call needs beside its function: credentials, and TLS. */
@FunctionalInterface
public interface FirstCall {

    /** @throws RuntimeException if the store does not answer */
    void make();
}
