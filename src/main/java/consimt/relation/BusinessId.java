package consimt.relation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import consimt.form.Reading;
import consimt.form.Values;
import org.jspecify.annotations.Nullable;

/** The business. It may be somebody's phone number too, so it is masked as {@link UserId} is. */
public record BusinessId(@JsonValue String value) implements Comparable<BusinessId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BusinessId {
        Ids.checked(Ids.PARTY, value);
    }

    public static Reading<BusinessId> reading() {
        return Values.matching(
                Ids.PARTY, Ids.LONGEST, "may hold letters, digits and . _ : + @ - only", BusinessId::new);
    }

    /** Null where it cannot be an id. */
    public static @Nullable BusinessId orNull(String value) {
        return Ids.PARTY.matcher(value).matches() ? new BusinessId(value) : null;
    }

    @Override
    public int compareTo(BusinessId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "business:*" + value.substring(Math.max(0, value.length() - 2));
    }
}
