package consimt.runtime;

/** A property of the configuration has no value, or none of its kind, or nothing reads it any more. Only its name is told: a value may be a secret. */
public final class InvalidSetting extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    InvalidSetting(String name) {
        super("the property " + name + " has no value, or none of its kind");
    }

    /** @param instead what to do */
    InvalidSetting(String name, String instead) {
        super("nothing reads the property " + name + " any more: " + instead);
    }
}
