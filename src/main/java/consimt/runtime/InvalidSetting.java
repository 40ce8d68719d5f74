package consimt.runtime;

/** A property of the configuration has no value, or none of its kind. Only its name is told: a value may be a secret. */
public final class InvalidSetting extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    InvalidSetting(String name) {
        super("the property " + name + " has no value, or none of its kind");
    }
}
