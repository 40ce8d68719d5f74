package consimt.local.notice;

import consimt.local.EngineEndpoint;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the functions the queue of notices, in development. The server starts when the queue is first asked for. If a
 * queue is configured, it is used, and no server starts.
 *
 * <p>A live reload makes this class again while the server goes on, so the queue's address is kept in a system property.
 */
public final class QueueEndpoint implements ConfigSourceFactory {

    static final String QUEUE = "consimt.notices.queue";

    private static final String RUNNING = "consimt.local.queue";

    /** As that of the engine's endpoint: below every source that a person may configure. */
    private static final int ORDINAL = 150;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (EngineEndpoint.isBuild()) {
            return List.of();
        }
        ConfigValue configured = context.getValue(QUEUE);
        boolean isConfigured = configured != null && configured.getValue() != null;
        return isConfigured || !context.getProfiles().contains("dev") ? List.of() : List.of(new Source());
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static synchronized String running() {
        String url = System.getProperty(RUNNING);
        if (url == null) {
            try (LocalQueue queue = LocalQueue.make("notices")) {
                url = queue.url();
            }
            System.setProperty(RUNNING, url);
        }
        return url;
    }

    private record Source() implements ConfigSource {

        @Override
        public String getName() {
            return "local queue of notices";
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }

        @Override
        public Set<String> getPropertyNames() {
            return Set.of(QUEUE);
        }

        @Override
        public @Nullable String getValue(String name) {
            return name.equals(QUEUE) ? running() : null;
        }
    }
}
