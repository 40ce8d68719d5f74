package consimt.runtime;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a function is being exercised before its snapshot. Then no call of it leaves the machine, and nothing is counted.
 * It ends before the function gets its first event.
 */
public final class Rehearsal {

    /** Where the stand-in publishes the keys of an identity provider. */
    public static final String KEYS = "/.well-known/jwks.json";

    private static volatile @Nullable URI standIn;

    private Rehearsal() {}

    /** @param address where all calls go meanwhile */
    public static void begin(URI address) {
        standIn = address;
    }

    public static void end() {
        standIn = null;
    }

    /** Where calls of AWS's services go; empty if there is no rehearsal. */
    public static Optional<URI> standIn() {
        return Optional.ofNullable(standIn);
    }

    /** One call that really goes to the store, for what a call needs beside its function: credentials, and TLS. */
    @FunctionalInterface
    public interface FirstCall {

        /** @throws RuntimeException if the store does not answer */
        void make();
    }

    /** Keeps something in memory that was read from a store or a source of secrets. */
    public interface Remembers {

        /** Forgets all of it. The next use reads it again. */
        void forget();
    }
}
