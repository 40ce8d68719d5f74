package consimt.whatsapp.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.whatsapp.Story;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a body before anybody has proved that they may send it. */
class NumbersTest {

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void areThoseOfTheEnvelope(Story story) {
        assertEquals(
                Optional.of(new Numbers(new TreeSet<>(story.received().phoneNumberIds()))), Numbers.in(story.body()));
    }

    @Test
    void areFoundWhereTheyStandAndNowhereElse() {
        assertEquals(Set.of("1", "2", "3"), ids("""
                {"entry":[{"changes":[
                {"value":{"metadata":{"phone_number_id":"1","more":{"phone_number_id":"9"}},"contacts":[{"metadata":{"phone_number_id":"9"}}]}},
                {"value":{"messages":[[{}],"x"],"metadata":{"display_phone_number":"9","phone_number_id":"2"}},"field":"messages"}]},
                {"changes":[{"value":{"metadata":{"phone_number_id":"3"}}},{"metadata":{"phone_number_id":"9"}},7]},null],
                "changes":[{"value":{"metadata":{"phone_number_id":"9"}}}],"phone_number_id":"9"}"""));
        assertEquals(Set.of(), ids("""
                {"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":7}}},{"value":{"metadata":{"phone_number_id":"+7"}}},
                {"value":{"metadata":"7"}},{"value":{"metadata":{"phone_number_id":{"phone_number_id":"7"}}}}]}]}"""));
    }

    /** Whoever reads the envelope may take either; both must have signed it. */
    @Test
    void areThoseOfAllFieldsOfOneName() {
        assertEquals(Set.of("1", "2"), ids("""
                {"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"1","phone_number_id":"2"}}}]}]}"""));
        assertEquals(Set.of("1", "2"), ids("""
                {"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"1"}}}]}],
                "entry":{"changes":{"value":[{"metadata":[{"phone_number_id":["2"]}]}]}}}"""));
    }

    @Test
    void areNoMoreThanAnEnvelopeMayName() {
        assertEquals(1_000, ids(naming(1_000)).size());
        assertEquals(Optional.empty(), Numbers.in(naming(1_001).getBytes(UTF_8)));
        assertEquals(Optional.empty(), Numbers.in(naming(40_000).getBytes(UTF_8)));
        String oneManyTimes = naming(40_000).replaceAll("\"1[0-9]+\"", "\"1060001\"");
        assertEquals(Set.of("1060001"), ids(oneManyTimes));
    }

    private static String naming(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"value\":{\"metadata\":{\"phone_number_id\":\"%d\"}}}".formatted(1_000_000 + i))
                .collect(Collectors.joining(",", "{\"entry\":[{\"changes\":[", "]}]}"));
    }

    private static Set<String> ids(String body) {
        return Numbers.in(body.getBytes(UTF_8)).orElseThrow().ids();
    }
}
