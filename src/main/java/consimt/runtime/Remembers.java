package consimt.runtime;

/** Keeps something in memory that was read from a store or a source of secrets. */
public interface Remembers {

    /** Forgets all of it. The next use reads it again. */
    void forget();
}
