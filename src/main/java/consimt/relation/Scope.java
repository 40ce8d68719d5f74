package consimt.relation;

/**
 * What a wish about marketing is about, as one text. {@link #ALL} is about all of a business's marketing, and is the only
 * scope so far that anybody can name.
 */
public record Scope(String value) implements Comparable<Scope> {

    public static final Scope ALL = new Scope("");

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }
}
