package consimt.runtime;

import java.util.NoSuchElementException;
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

    /** @throws InvalidSetting if the property has no value, or none of this type */
    @SuppressWarnings("UnusedException") // its message quotes the value
    public static <T> T of(String name, Class<T> type) {
        try {
            return ConfigProvider.getConfig().getValue(name, type);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new InvalidSetting(name);
        }
    }

    public static Optional<String> find(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class);
    }

    /** @throws InvalidSetting if the property, which nothing reads any more, has a value */
    public static void mustBeGone(String name, String instead) {
        if (find(name).isPresent()) {
            throw new InvalidSetting(name, instead);
        }
    }

    /** A property of the configuration has no value, or none of its kind, or nothing reads it any more. Only its name is told: a value may be a secret. */
    public static final class InvalidSetting extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        InvalidSetting(String name) {
            super("the property " + name + " has no value, or none of its kind");
        }

        /** @param instead what to do */
        InvalidSetting(String name, String instead) {
            super("nothing reads the property " + name + " any more: " + instead);
        }
    }
}
