package consimt.secret;

import consimt.runtime.StoreUnavailable;
import consimt.secret.Secrets.SecretSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Secrets that a test sets, in a source that counts how often it is asked. */
public final class TestSecrets implements SecretSource {

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    public TestSecrets with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    public void remove(String name) {
        texts.remove(name);
    }

    public void isDown(boolean is) {
        down = is;
    }

    public List<String> takeAsked() {
        List<String> names = List.copyOf(asked);
        asked.clear();
        return names;
    }

    public Secrets secrets(Clock clock) {
        return new Secrets(this, clock);
    }

    /** @param leave is asked for each name first, and throws where there is none */
    public Secrets secrets(Clock clock, Consumer<String> leave) {
        return new Secrets(
                name -> {
                    leave.accept(name);
                    return read(name);
                },
                clock);
    }

    @Override
    public Optional<Secret> read(String name) {
        asked.add(name);
        if (down) {
            throw new StoreUnavailable("test");
        }
        return Optional.ofNullable(texts.get(name)).map(Secret::new);
    }
}
