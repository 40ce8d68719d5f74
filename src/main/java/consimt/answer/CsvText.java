package consimt.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a table, for a caller over HTTP that asked for one. The serializer writes this text unquoted.
 *
 * @param nextToken where the table goes on; null for the last page
 */
@JsonSerialize(using = CsvText.Unquoted.class)
public record CsvText(
        Outcome outcome, String text, @Nullable String nextToken) implements Answer {

    private static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

    public Map<String, String> headers() {
        return nextToken == null
                ? Map.of("Content-Type", CONTENT_TYPE)
                : Map.of("Content-Type", CONTENT_TYPE, "Next-Token", nextToken);
    }

    static final class Unquoted extends JsonSerializer<CsvText> {

        @Override
        public void serialize(CsvText table, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRaw(table.text);
        }

        @Override
        public void serializeWithType(
                CsvText table, JsonGenerator out, SerializerProvider provider, TypeSerializer type) throws IOException {
            serialize(table, out, provider);
        }
    }
}
