package consimt.function;

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
 * How JSON is read and written: how large an input may be, and languages as BCP 47 tags.
 *
 * <p>The largest sound input, settings with twenty reasons in twenty languages, stays below a half of {@link #BODY};
 * what is larger is refused before it costs memory or time.
 */
@Singleton
public class JsonForm implements ObjectMapperCustomizer {

    /** In bytes. */
    public static final int BODY = 256 * 1024;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxDocumentLength(BODY)
            .maxNestingDepth(16)
            .maxNumberLength(100)
            .maxStringLength(32 * 1024)
            .maxNameLength(256)
            .build();

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(CONSTRAINTS);
        // The same field twice has no one meaning.
        mapper.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.registerModule(new SimpleModule("languages")
                .addSerializer(Locale.class, new StdDelegatingSerializer(Locale.class, new ToTag()))
                .addKeySerializer(Locale.class, new TagAsName()));
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
