package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A business's settings as callers see them.
 *
 * @param text a JSON object, shown as JSON
 */
public record SettingsJson(@JsonValue @JsonRawValue String text) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IllegalArgumentException if the text is no JSON object */
    public SettingsJson {
        if (!isObject(text)) {
            throw new IllegalArgumentException("settings that are no JSON object");
        }
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }

    /** Without the text, which is people's and must not get into a log. */
    @Override
    public String toString() {
        return "settings";
    }
}
