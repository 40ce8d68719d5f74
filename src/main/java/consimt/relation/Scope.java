package consimt.relation;

/**
 * Which marketing a wish is about, as one text. {@link #ALL} is all of a business's marketing. So far no caller can
 * name another scope.
 */
public record Scope(String value) implements Comparable<Scope> {

    public static final Scope ALL = new Scope("");

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }
}
