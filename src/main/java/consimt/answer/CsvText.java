package consimt.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/** An answer as a table, for a caller over HTTP that asked for one. The serializer writes this text unquoted. */
@JsonSerialize(using = CsvText.Unquoted.class)
public record CsvText(Outcome outcome, String text) implements Answer {

    public static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

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
