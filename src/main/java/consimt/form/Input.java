package consimt.form;

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
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.GatewayAnswer;
import consimt.answer.IdText;
import consimt.answer.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function's input as it arrived: a JSON object, or the problem that made it unreadable. Reading it never throws. All problems become {@link Rejected}.
 *
 * @param unreadable the problem with the whole input; null if there is none
 * @param isByGateway whether a gateway waits for the answer, so that it must have the form of an answer over HTTP
 * @param calledAt the address of the gateway, or null
 */
@JsonDeserialize(using = Input.Reader.class)
public record Input(
        @Nullable JsonNode object,
        @Nullable Problem unreadable,
        Caller caller,
        Set<Caller.Kind> served,
        AccessType deed,
        boolean isByGateway,
        @Nullable String calledAt) {

    public static final String BODY = "body";

    /** The answer does not reveal whether the record exists. */
    private static final Problem NOT_ALLOWED =
            new Problem(Caller.CALLER, Problem.Code.NOT_ALLOWED, "the caller may not do this, or not here");

    private static final String TOO_LARGE = "is too large: an input may have 6 MB and " + JsonForm.DEEPEST
            + " levels, a field's name " + JsonForm.LONGEST_NAME + " characters, a number " + JsonForm.LONGEST_NUMBER
            + " digits";

    private static final ObjectMapper INPUTS = JsonForm.ofInputs();

    private Input(@Nullable JsonNode object, @Nullable Problem unreadable, Caller caller) {
        this(object, unreadable, caller, Set.of(Caller.Kind.OPERATOR), AccessType.RECORDS, false, null);
    }

    private Input(@Nullable JsonNode object, @Nullable Problem unreadable) {
        this(object, unreadable, Caller.OPERATOR);
    }

    public static Input of(JsonNode tree) {
        if (SentObject.repeats(tree, Caller.CALLER) || SentObject.repeats(tree, Caller.INPUT)) {
            return ofNobody();
        }
        return Caller.isNamedIn(tree) ? onBehalfOf(tree) : sent(tree, Caller.OPERATOR);
    }

    /**
     * Reads only {@code input} as the sender's. If the sender named a caller inside it, that name is an unknown field.
     */
    private static Input onBehalfOf(JsonNode named) {
        JsonNode name = named.get(Caller.CALLER);
        Caller caller = SentObject.isAmbiguous(name) ? null : Caller.read(name);
        return caller == null ? ofNobody() : sent(named.get(Caller.INPUT), caller);
    }

    private static Input sent(JsonNode input, Caller caller) {
        if (input.isNull() || input.isMissingNode()) {
            return unreadable(Problem.Code.REQUIRED, "is empty");
        }
        return input.isObject()
                ? new Input(input, null, caller)
                : unreadable(Problem.Code.INVALID, "must be a JSON object");
    }

    /**
     * The same input to a function that serves these callers besides the operator, and the operator's people as far as
     * its deed allows. Where it names no ids, those of the person who calls are in it.
     */
    public Input servingAlso(AccessType does, Caller.Kind... others) {
        Set<Caller.Kind> all = EnumSet.of(Caller.Kind.OPERATOR, others);
        // Their token gives no yes.
        if (does != AccessType.RECORDS) {
            all.add(Caller.Kind.STAFF);
        }
        JsonNode complete = object == null || !all.contains(caller.kind()) ? object : withIdsOfPerson(object);
        return new Input(complete, unreadable, caller, all, does, isByGateway, calledAt);
    }

    /**
     * A link is encrypted, so the page that was opened by it cannot know whose it is. An input that names a caller of its
     * own stays as it is. A spelling that may mean two people means the one who calls.
     */
    private JsonNode withIdsOfPerson(JsonNode sent) {
        if (caller.kind() != Caller.Kind.PERSON || !(sent instanceof ObjectNode named) || Caller.isNamedIn(sent)) {
            return sent;
        }
        ObjectNode complete = named.deepCopy();
        caller.ids().forEach((field, id) -> {
            if (!complete.hasNonNull(field) || field.equals("userId") && caller.isOneReadingOf(sent)) {
                complete.put(field, id);
            }
        });
        return complete;
    }

    /** @param at the address of the gateway, or null if it does not tell it */
    Input byGateway(@Nullable String at) {
        return new Input(object, unreadable, caller, served, deed, true, at);
    }

    /** The address at which the gateway was called, without a slash at the end; the functions' names follow it. */
    public Optional<String> address() {
        return Optional.ofNullable(calledAt);
    }

    public static Input unreadable(Problem.Code code, String what) {
        return new Input(null, new Problem(BODY, code, BODY + " " + what));
    }

    public static Input of(byte[] body) {
        return read(body, Input::of);
    }

    /** What a caller sent as these bytes: whoever is named in them, it is the caller's. */
    public static Input of(byte[] body, Caller caller) {
        return read(body, tree -> sent(tree, caller));
    }

    /** The input of an unknown caller, who may do nothing. */
    static Input ofNobody() {
        return new Input(null, NOT_ALLOWED);
    }

    private static Input read(byte[] body, Function<JsonNode, Input> sound) {
        // As a stream: then the field that is too long is met before the end of what is too large.
        try (JsonParser parser = INPUTS.createParser(new ByteArrayInputStream(body))) {
            return parse(parser, sound);
        } catch (StreamConstraintsException e) {
            return unreadable(Problem.Code.TOO_LONG, TOO_LARGE);
        } catch (IOException e) {
            return unreadable(Problem.Code.INVALID, "is not JSON");
        }
    }

    public static Input nothing() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    private static Input parse(JsonParser parser, Function<JsonNode, Input> sound) throws IOException {
        try {
            JsonNode tree = SentObject.tree(parser);
            if (tree.isMissingNode()) {
                return unreadable(Problem.Code.REQUIRED, "is empty");
            }
            if (parser.nextToken() != null) {
                return unreadable(Problem.Code.INVALID, "must be one JSON object");
            }
            return sound.apply(tree);
        } catch (StreamConstraintsException e) {
            return new Input(null, tooLarge(parser));
        } catch (JsonProcessingException e) {
            return unreadable(Problem.Code.INVALID, "is not JSON");
        }
    }

    /**
     * @param reading reads every field and makes the request; null if it lacks a field that is required
     * @param use answers the request, if no field has a problem
     */
    public <T> Answer answer(Function<Fields, @Nullable T> reading, Function<T, ? extends Answer> use) {
        return answerNoting(reading, (asked, doubts) -> use.apply(asked));
    }

    /** @param use answers the request, of whose values some may be in doubt */
    public <T> Answer answerNoting(
            Function<Fields, @Nullable T> reading, BiFunction<T, List<Problem>, ? extends Answer> use) {
        ReadRow<T> read = read(reading);
        return given(
                read.problems().isEmpty() ? use.apply(read.sound(), read.doubts()) : new Rejected(read.problems()));
    }

    /** The answer as the caller sees it. For a gateway it has its HTTP form. */
    Answer given(Answer answer) {
        Answer shown = answer.shownTo(caller);
        return isByGateway ? GatewayAnswer.of(shown, JsonForm.MAPPER) : shown;
    }

    /** @param reading as above; the request itself answers */
    public Answer answer(Function<Fields, @Nullable Supplier<Answer>> reading) {
        return answer(reading, Supplier::get);
    }

    <T> ReadRow<T> read(Function<Fields, @Nullable T> reading) {
        Problem refused = object == null ? unreadable : isOfServed() ? deed.keptFrom(caller) : NOT_ALLOWED;
        return object == null || refused != null
                ? ReadRow.refused(Objects.requireNonNull(refused))
                : ReadRow.of(object, caller, reading);
    }

    public boolean isAllowed() {
        return isOfServed() && deed.keptFrom(caller) == null;
    }

    private boolean isOfServed() {
        // The gateway's paths for callers with tokens are not the operator's.
        boolean isByAnotherDoor = isByGateway && caller.kind() == Caller.Kind.OPERATOR && served.size() > 1;
        return object != null && !isByAnotherDoor && served.contains(caller.kind()) && caller.owns(object);
    }

    /** A field's text as it was sent, or its digits; empty if there is none. */
    public String text(String field) {
        String text = object == null ? null : IdText.in(object.path(field));
        return text == null ? "" : text;
    }

    /** Names the field in which a limit of the parser was passed, if there was one. */
    private static Problem tooLarge(JsonParser parser) {
        JsonPointer pointer = parser.getParsingContext().pathAsPointer();
        boolean inAField = !pointer.mayMatchElement()
                && pointer.mayMatchProperty()
                && parser.currentLocation().getByteOffset() < JsonForm.EVENT;
        List<Problem> problems = new ArrayList<>();
        FieldPath place = new FieldPath("", problems, new ArrayList<>());
        for (JsonPointer step = pointer; inAField && step != null && !step.matches(); step = step.tail()) {
            place = step.mayMatchElement()
                    ? place.item(step.getMatchingIndex())
                    : place.field(step.getMatchingProperty());
        }
        place.problem(Problem.Code.TOO_LONG, TOO_LARGE);
        return problems.get(0);
    }

    /** What Lambda hands over: a gateway's call, or the input itself. The limit of names applies to the latter. */
    private static Input event(JsonNode tree) {
        if (GatewayCall.is(tree)) {
            return GatewayCall.input(tree);
        }
        return hasLongNames(tree) ? unreadable(Problem.Code.TOO_LONG, TOO_LARGE) : of(tree);
    }

    private static boolean hasLongNames(JsonNode tree) {
        return tree.propertyStream().anyMatch(field -> field.getKey().length() > JsonForm.LONGEST_NAME)
                || tree.valueStream().anyMatch(Input::hasLongNames);
    }

    /** Without the fields, which are about people. */
    @Override
    public String toString() {
        return "input";
    }

    static final class Reader extends JsonDeserializer<Input> {

        @Override
        public Input deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.currentToken() == JsonToken.VALUE_NULL ? getNullValue(context) : parse(parser, Input::event);
        }

        @Override
        public Input getNullValue(DeserializationContext context) {
            return unreadable(Problem.Code.REQUIRED, "is empty");
        }
    }
}
