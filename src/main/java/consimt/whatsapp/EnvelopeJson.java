package consimt.whatsapp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the platform sends it. Larger than what callers may send, but of one meaning too: the same field twice could
 * be read one way by who looks at the envelope and another way by who acts on it.
 */
final class EnvelopeJson {

    /** In bytes: the platform's own limit. */
    static final int LARGEST = 3 * 1024 * 1024;

    /** An envelope is some ten levels deep. */
    private static final int DEEPEST = 64;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LARGEST)
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LARGEST)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .build())
                    // Names from outside would stay in the process's own table.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    private EnvelopeJson() {}

    static Received read(byte[] body, Function<JsonNode, Received> use) {
        if (body.length > LARGEST) {
            return Unreadable.TOO_LARGE;
        }
        try {
            // The parser alone would take other encodings too, and some bytes that are no UTF-8.
            return read(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString(),
                    use);
        } catch (CharacterCodingException e) {
            return Unreadable.NOT_JSON;
        }
    }

    static Received read(String json, Function<JsonNode, Received> use) {
        if (json.length() > LARGEST) {
            return Unreadable.TOO_LARGE;
        }
        JsonNode tree;
        try (JsonParser parser = READER.createParser(json)) {
            tree = READER.readTree(parser);
            if (tree == null || tree.isMissingNode() || parser.nextToken() != null) {
                return Unreadable.NOT_JSON;
            }
        } catch (StreamConstraintsException | MismatchedInputException e) {
            return Unreadable.NOT_AN_ENVELOPE;
        } catch (IOException e) {
            return Unreadable.NOT_JSON;
        }
        return use.apply(tree);
    }

    /** A field's text; null where there is none. */
    static @Nullable String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }
}
