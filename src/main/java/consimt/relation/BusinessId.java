package consimt.relation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import consimt.form.Reading;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A business's id. It may be a person's phone number, so {@link #toString} masks it as that of {@link UserId} does. */
public record BusinessId(@JsonValue String value) implements Comparable<BusinessId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BusinessId {
        Ids.checked(Ids.PARTY, value);
    }

    public static Reading<BusinessId> reading() {
        return Ids.reading(Ids.PARTY, UnaryOperator.identity(), BusinessId::new);
    }

    /** Null if the text cannot be an id. */
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
