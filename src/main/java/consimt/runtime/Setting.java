package consimt.runtime;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A property of the configuration, read where a bean is made. An injected property would prepare itself at each start of
 * every function, also where the bean is never made: eighty classes.
 */
public final class Setting {

    private Setting() {}

    public static String text(String name) {
        return of(name, String.class);
    }

    /** @throws java.util.NoSuchElementException if the property has no value */
    public static <T> T of(String name, Class<T> type) {
        return ConfigProvider.getConfig().getValue(name, type);
    }

    /** Empty if the property has no value. */
    public static Optional<String> find(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class);
    }
}
