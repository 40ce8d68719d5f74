package consimt.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * How JSON is read and written: its size limits, languages as BCP 47 tags, and times in ISO 8601.
 *
 * <p>An input may be as large as Lambda allows. A gateway's event has the input as one text, beside headers and parameters
 * that the sender chose, so their names may be as long as they like.
 */
public final class JsonForm {

    /** Of an input, in characters. The parser keeps the names that it met. */
    static final int LONGEST_NAME = 256;

    /** In digits. */
    static final int LONGEST_NUMBER = 100;

    /** How many objects and lists may lie within each other. */
    static final int DEEPEST = 16;

    /** In bytes. A little more than the largest event of Lambda, because Lambda may count bytes differently. */
    static final int EVENT = 8 * 1024 * 1024;

    /**
     * The application's own. The framework's would come with modules for many more types, and each start would load them:
     * a hundred classes.
     */
    static final ObjectMapper MAPPER = new ObjectMapper(limit(new JsonFactory(), EVENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(new SimpleModule("texts")
                    .addSerializer(Locale.class, new StdDelegatingSerializer(Locale.class, new ToTag()))
                    .addKeySerializer(Locale.class, new TagAsName())
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new FromText<>(Instant.class))
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addDeserializer(LocalDate.class, new FromText<>(LocalDate.class))
                    .addSerializer(ZoneId.class, ToStringSerializer.instance)
                    .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class)));

    private JsonForm() {}

    @Produces
    @Singleton
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    static ObjectMapper ofInputs() {
        return new ObjectMapper(limit(new JsonFactory(), LONGEST_NAME));
    }

    private static JsonFactory limit(JsonFactory json, int name) {
        // If a field stands twice, nobody knows which one is meant. Of inputs, SentObject keeps such fields apart.
        return json.setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(EVENT)
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(EVENT)
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

    private static final class FromText<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        FromText(Class<T> type) {
            super(type);
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) throws IOException {
            try {
                return type().cast(parsed(text));
            } catch (DateTimeException e) {
                return type().cast(context.handleWeirdStringValue(type(), text, "no time of ISO 8601"));
            }
        }

        private Object parsed(String text) {
            if (type() == ZoneId.class) {
                return ZoneId.of(text);
            }
            return type() == Instant.class ? Instant.parse(text) : LocalDate.parse(text);
        }

        @SuppressWarnings("unchecked")
        private Class<T> type() {
            return (Class<T>) handledType();
        }
    }
}
