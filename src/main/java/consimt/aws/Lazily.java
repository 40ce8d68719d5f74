package consimt.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a client at its first use: most functions never use it. */
public final class Lazily<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    public Lazily(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
