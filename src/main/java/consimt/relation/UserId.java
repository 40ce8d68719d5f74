package consimt.relation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import consimt.form.Reading;
import consimt.form.Values;
import org.jspecify.annotations.Nullable;

/**
 * A person's id. It is often a phone number, so {@link #toString} shows only the last two characters.
 *
 * <p>Ids are compared as texts. So a caller uses one form of a number throughout.
 */
public record UserId(@JsonValue String value) implements Comparable<UserId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Ids.checked(Ids.PARTY, value);
    }

    public static Reading<UserId> reading() {
        return Values.matching(
                Ids.PARTY, Ids.LONGEST, "may hold letters, digits and . _ : + @ - only (no spaces)", UserId::new);
    }

    /** Null if the text cannot be an id. */
    public static @Nullable UserId orNull(String value) {
        return Ids.PARTY.matcher(value).matches() ? new UserId(value) : null;
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "user:*" + value.substring(Math.max(0, value.length() - 2));
    }
}
