package consimt.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a function answers. Every answer is a record that is its own JSON, begins with its outcome, and leaves out what is
 * null.
 *
 * <p>Jackson makes one writer for this interface. The type information makes that writer write the whole record. It
 * adds nothing to the JSON: {@code outcome} is a field of each record anyway.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "outcome")
@JsonPropertyOrder("outcome")
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface Answer {

    @JsonProperty("outcome")
    Outcome outcome();

    /** The same answer without the parts that this caller may not see. */
    default Answer shownTo(Caller caller) {
        return this;
    }
}
