package consimt.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function's input just as it arrived: a JSON object, or the reason why it is none. Reading it never throws; what is
 * wrong becomes {@link Rejected}.
 */
@JsonDeserialize(using = Input.Reader.class)
public final class Input {

    /** The name of the field in a problem that concerns the whole input. */
    public static final String BODY = "body";

    private final @Nullable JsonNode object;
    private final @Nullable Problem unreadable;

    private Input(@Nullable JsonNode object, @Nullable Problem unreadable) {
        this.object = object;
        this.unreadable = unreadable;
    }

    public static Input of(JsonNode tree) {
        if (tree.isNull() || tree.isMissingNode()) {
            return unreadable(Problem.Code.REQUIRED, "is empty");
        }
        return tree.isObject() ? new Input(tree, null) : unreadable(Problem.Code.INVALID, "must be a JSON object");
    }

    /** An input that is no usable JSON. */
    public static Input unreadable(Problem.Code code, String what) {
        return new Input(null, new Problem(BODY, code, BODY + " " + what));
    }

    /** The input that arrived as these bytes. */
    public static Input of(byte[] body, ObjectMapper json) {
        if (body.length == 0) {
            return unreadable(Problem.Code.REQUIRED, "is empty");
        }
        try (JsonParser parser = json.createParser(body)) {
            return parse(parser);
        } catch (StreamConstraintsException e) {
            return unreadable(Problem.Code.TOO_LONG, "is too large");
        } catch (IOException e) {
            return unreadable(Problem.Code.INVALID, "is not JSON");
        }
    }

    /** An input with no fields: {@code {}}. */
    public static Input nothing() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    /** A function called with nothing at all. */
    public static Input orEmpty(@Nullable Input input) {
        return input == null ? unreadable(Problem.Code.REQUIRED, "is empty") : input;
    }

    static Input parse(JsonParser parser) throws IOException {
        try {
            JsonNode tree = parser.readValueAsTree();
            if (tree == null) {
                return unreadable(Problem.Code.REQUIRED, "is empty");
            }
            if (parser.nextToken() != null) {
                return unreadable(Problem.Code.INVALID, "must be one JSON object");
            }
            return of(tree);
        } catch (StreamConstraintsException e) {
            return new Input(null, tooLarge(parser));
        } catch (JsonProcessingException e) {
            return unreadable(Problem.Code.INVALID, "is not JSON");
        }
    }

    /**
     * Reads the input and uses it.
     *
     * @param reading reads every field, then makes the request; the making happens only if all fields are sound
     * @param use answers the request
     */
    public <T> Answer answer(Function<Fields, Supplier<T>> reading, Function<T, ? extends Answer> use) {
        if (object == null) {
            return new Rejected(unreadable == null ? List.of() : List.of(unreadable));
        }
        List<Problem> problems = new ArrayList<>();
        Fields fields = Fields.of(object, problems);
        Supplier<T> request = reading.apply(fields);
        fields.noteUnknown();
        return problems.isEmpty() ? use.apply(request.get()) : new Rejected(problems);
    }

    /** The problem with the whole input, if there is one. */
    public @Nullable Problem unreadable() {
        return unreadable;
    }

    /** Names the field in which the parser's limits were met, as far as it was in one. */
    private static Problem tooLarge(JsonParser parser) {
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        boolean inAField = !pointer.mayMatchElement()
                && pointer.mayMatchProperty()
                && parser.currentLocation().getByteOffset() < JsonForm.BODY;
        List<Problem> problems = new ArrayList<>();
        Place place = new Place("", problems);
        for (JsonPointer step = pointer; inAField && step != null && !step.matches(); step = step.tail()) {
            place = step.mayMatchElement()
                    ? place.item(step.getMatchingIndex())
                    : place.field(step.getMatchingProperty());
        }
        place.problem(Problem.Code.TOO_LONG, "is too large");
        return problems.get(0);
    }

    static final class Reader extends JsonDeserializer<Input> {

        @Override
        public Input deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.currentToken() == JsonToken.VALUE_NULL ? getNullValue(context) : parse(parser);
        }

        @Override
        public Input getNullValue(DeserializationContext context) {
            return unreadable(Problem.Code.REQUIRED, "is empty");
        }
    }
}
