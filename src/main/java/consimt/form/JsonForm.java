package consimt.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;

/**
 * How JSON is read and written: its size limits, and languages as BCP 47 tags.
 *
 * <p>The largest valid input (settings with twenty reasons in twenty languages) is smaller than half of {@link #BODY}.
 * Larger inputs than that limit are refused. A gateway's event has the input as one text, beside headers and parameters
 * that the sender chose. So an event may be as large as Lambda allows.
 */
@Singleton
public class JsonForm implements ObjectMapperCustomizer {

    /** How large an input may be, in bytes. */
    public static final int BODY = 256 * 1024;

    static final int LONGEST_TEXT = 32 * 1024;
    static final int LONGEST_NAME = 256;

    /** In bytes. A little more than the largest event of Lambda, because Lambda may count bytes differently. */
    private static final int EVENT = 8 * 1024 * 1024;

    @Override
    public void customize(ObjectMapper mapper) {
        limit(mapper.getFactory(), EVENT, EVENT, EVENT);
        mapper.registerModule(new SimpleModule("languages")
                .addSerializer(Locale.class, new StdDelegatingSerializer(Locale.class, new ToTag()))
                .addKeySerializer(Locale.class, new TagAsName()));
    }

    /** Reads inputs as their callers sent them, with the limits of an input. */
    static ObjectMapper ofInputs() {
        return new ObjectMapper(limit(new JsonFactory(), BODY, LONGEST_TEXT, LONGEST_NAME));
    }

    private static JsonFactory limit(JsonFactory json, int document, int text, int name) {
        // If a field stands twice, nobody knows which one is meant.
        return json.setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(document)
                        .maxNestingDepth(16)
                        .maxNumberLength(100)
                        .maxStringLength(text)
                        .maxNameLength(name)
                        .build())
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    private static final class ToTag extends StdConverter<Locale, String> {

        @Override
        public String convert(Locale locale) {
            return locale.toLanguageTag();
        }
    }

    private static final class TagAsName extends JsonSerializer<Locale> {

        @Override
        public void serialize(Locale locale, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(locale.toLanguageTag());
        }
    }
}
