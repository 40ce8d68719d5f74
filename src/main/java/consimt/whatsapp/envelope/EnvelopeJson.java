package consimt.whatsapp.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the platform sends it. Its limits are higher than those of callers' inputs. A repeated field is refused as
 * well: the verifier of the signature and the reader could read different values.
 */
public final class EnvelopeJson {

    /** In bytes: the platform's own limit. */
    public static final int LARGEST = 3 * 1024 * 1024;

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
                    // Names from outside would stay in the process's own table, and in the parsers' common one.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    private EnvelopeJson() {}

    /** Empty if it is no JSON in UTF-8, more than one value, or beyond the limits. */
    static Optional<JsonNode> read(byte[] body) {
        return pass(body, EnvelopeJson::whole);
    }

    static Optional<JsonNode> read(String json) {
        return pass(json, EnvelopeJson::whole);
    }

    private static Optional<JsonNode> whole(JsonParser parser) throws IOException {
        JsonNode tree = READER.readTree(parser);
        return tree == null || tree.isMissingNode() || parser.nextToken() != null
                ? Optional.empty()
                : Optional.of(tree);
    }

    /** Reads the body token by token, so that only the reader's result is kept. */
    static <T> Optional<T> pass(byte[] body, Visitor<T> pass) {
        if (body.length > LARGEST) {
            return Optional.empty();
        }
        try {
            // The parser alone would also accept other encodings and some invalid UTF-8.
            return pass(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString(),
                    pass);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> pass(String json, Visitor<T> pass) {
        if (json.length() > LARGEST) {
            return Optional.empty();
        }
        try (JsonParser parser = READER.createParser(json)) {
            return pass.through(parser);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The JSON that a text in an envelope is. A text that is no JSON is a value itself. */
    static JsonNode within(String text) {
        return read(text).orElseGet(() -> TextNode.valueOf(text));
    }

    static @Nullable String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    static @Nullable String textOrBody(JsonNode value) {
        return value.isTextual() ? value.textValue() : text(value, "body");
    }

    interface Visitor<T> {

        Optional<T> through(JsonParser parser) throws IOException;
    }
}
