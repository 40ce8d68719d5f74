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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How JSON is read and written: how large an input may be, and languages as BCP 47 tags.
 *
 * <p>The largest sound input, settings with twenty reasons in twenty languages, stays below a half of {@link #BODY};
 * what is larger is refused before it costs memory or time. Where only a function is served that takes the events of
 * others, an input may be as large as Lambda lets it be.
 */
@Singleton
public class JsonForm implements ObjectMapperCustomizer {

    /** In bytes. */
    public static final int BODY = 256 * 1024;

    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int LONGEST_NAME = 256;

    /** The largest event that Lambda hands to a function, in bytes; a little more, for what it counts otherwise. */
    private static final int EVENT = 8 * 1024 * 1024;

    /**
     * Those that are called by others than our callers. All that they are given is in one text of the event, and who
     * calls over HTTP names the fields of its headers and of its query.
     */
    private static final Set<String> TAKE_EVENTS = Set.of("receive-whatsapp", "receive-whatsapp-sns", "unsubscribe");

    private final boolean takesEvents;

    /** @param export the one function that is served here, where it is one */
    public JsonForm(@ConfigProperty(name = "quarkus.funqy.export") Optional<String> export) {
        this.takesEvents = export.filter(TAKE_EVENTS::contains).isPresent();
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(takesEvents ? EVENT : BODY)
                        .maxNestingDepth(16)
                        .maxNumberLength(100)
                        .maxStringLength(takesEvents ? EVENT : LONGEST_TEXT)
                        .maxNameLength(takesEvents ? EVENT : LONGEST_NAME)
                        .build());
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
