package consimt.local;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the DynamoDB client the endpoint of the embedded engine, in development and tests. The engine starts when the
 * endpoint is first read. If an endpoint is configured, it is used, and no engine starts.
 *
 * <p>A live reload makes this class again while the engine goes on, so the endpoint is kept in a system property.
 */
public final class EngineEndpoint implements ConfigSourceFactory {

    private static final String ENDPOINT = "quarkus.dynamodb.endpoint-override";
    private static final String RUNNING = "consimt.engine.endpoint";
    private static final String FRESH = "consimt.dev.fresh";

    /** Below every source that a person may configure, above the built-in defaults. */
    private static final int ORDINAL = 150;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (isBuild()) {
            return List.of();
        }
        List<String> profiles = context.getProfiles();
        boolean dev = profiles.contains("dev");
        ConfigValue configured = context.getValue(ENDPOINT);
        if ((!dev && !profiles.contains("test")) || (configured != null && configured.getValue() != null)) {
            return List.of();
        }
        return List.of(new Source(dev, isTrue(context.getValue(FRESH))));
    }

    /** Whether the local server is built: its jar would keep the address of what ran beside the build. */
    public static boolean isBuild() {
        return System.getProperty("server") != null;
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static boolean isTrue(@Nullable ConfigValue value) {
        return value != null && value.getValue() != null && !value.getValue().equals("false");
    }

    private static synchronized String running(boolean dev, boolean fresh) {
        String endpoint = System.getProperty(RUNNING);
        if (endpoint == null) {
            Path data = dev ? DevData.file(fresh) : null;
            endpoint = Engine.start(data).endpoint().toString();
            System.setProperty(RUNNING, endpoint);
        }
        return endpoint;
    }

    private record Source(boolean dev, boolean fresh) implements ConfigSource {

        @Override
        public String getName() {
            return "embedded engine";
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }

        @Override
        public Set<String> getPropertyNames() {
            return Set.of(ENDPOINT);
        }

        @Override
        public @Nullable String getValue(String name) {
            return name.equals(ENDPOINT) ? running(dev, fresh) : null;
        }
    }
}
