package consimt.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a function answers. Every answer is a record that is its own JSON and starts with its outcome.
 *
 * <p>The type information makes the writer, which is made for this interface, write the whole record; it adds nothing
 * to the JSON, where {@code outcome} stands anyway.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "outcome")
public interface Answer {

    @JsonProperty("outcome")
    Outcome outcome();

    /** The same without what is not the caller's to see. */
    default Answer shownTo(Caller caller) {
        return this;
    }
}
