package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.ledger.Source;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose changes of identity must go one after the other. */
class PeopleTest {

    @Test
    void changesOfDifferentPeopleAreApart() {
        assertEquals(people(List.of("a>b"), List.of("c>d"), List.of("e>f")), among("a>b", "c>d", "e>f"));
    }

    @Test
    void whatShareAnIdBelongTogetherHoweverFarApart() {
        assertEquals(people(List.of("a>b", "c>d", "b>c"), List.of("e>f")), among("a>b", "c>d", "e>f", "b>c"));
        assertEquals(people(List.of("a>b", "a>c")), among("a>b", "a>c"));
        assertEquals(people(List.of("a>b", "b>a")), among("a>b", "b>a"));
    }

    @Test
    void aPhoneNumberBindsAsAnIdDoes() {
        assertEquals(people(List.of("a>b+1", "c+1>d")), among("a>b+1", "c+1>d"));
        assertEquals(people(List.of("a>b+1", "1>d")), among("a>b+1", "1>d"));
        assertEquals(people(List.of("a>b+1"), List.of("c>d+2")), among("a>b+1", "c>d+2"));
    }

    @Test
    void aChainIsOneInWhateverOrderItIsTold() {
        List<String> chain = new ArrayList<>(IntStream.range(0, 1_000)
                .mapToObj(i -> "id%d>id%d".formatted(i, i + 1))
                .toList());
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(chain, new Random(round));
            assertEquals(Set.of(Set.copyOf(chain)), among(chain.toArray(String[]::new)));
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Set<Set<String>> people(List<String>... people) {
        return Stream.of(people).map(Set::copyOf).collect(Collectors.toSet());
    }

    private static Set<Set<String>> among(String... changes) {
        return People.among(Stream.of(changes).map(PeopleTest::change).toList()).stream()
                .map(ofOne -> ofOne.stream().map(PeopleTest::told).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    /** {@code from+phone>to+phone} */
    private static Statement change(String told) {
        String[] parties = told.split(">");
        String[] from = parties[0].split("\\+");
        String[] to = parties[1].split("\\+");
        Set<UserId> phones = Stream.of(from, to)
                .flatMap(ids -> Stream.of(ids).skip(1))
                .map(UserId::new)
                .collect(Collectors.toSet());
        return Recorders.identity(
                        EntryId.ofRequest("change"),
                        new Relation(new UserId(to[0]), new BusinessId("b")),
                        new UserId(from[0]),
                        Source.by(told),
                        Instant.EPOCH,
                        Instant.EPOCH)
                .knownAs(phones);
    }

    private static String told(Statement change) {
        return change.request().source().channel();
    }
}
