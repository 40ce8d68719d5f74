package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.relation.UserId;
import consimt.whatsapp.Update.IdentityChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose changes of identity must go one after the other. */
class KinTest {

    @Test
    void changesOfDifferentPeopleAreApart() {
        assertEquals(kin(List.of("a>b"), List.of("c>d"), List.of("e>f")), among("a>b", "c>d", "e>f"));
    }

    @Test
    void whatShareAnIdBelongTogetherHoweverFarApart() {
        assertEquals(kin(List.of("a>b", "c>d", "b>c"), List.of("e>f")), among("a>b", "c>d", "e>f", "b>c"));
        assertEquals(kin(List.of("a>b", "a>c")), among("a>b", "a>c"));
        assertEquals(kin(List.of("a>b", "b>a")), among("a>b", "b>a"));
    }

    @Test
    void aPhoneNumberBindsAsAnIdDoes() {
        assertEquals(kin(List.of("a>b+1", "c+1>d")), among("a>b+1", "c+1>d"));
        assertEquals(kin(List.of("a>b+1", "1>d")), among("a>b+1", "1>d"));
        assertEquals(kin(List.of("a>b+1"), List.of("c>d+2")), among("a>b+1", "c>d+2"));
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
    private static Set<Set<String>> kin(List<String>... people) {
        return Stream.of(people).map(Set::copyOf).collect(Collectors.toSet());
    }

    private static Set<Set<String>> among(String... changes) {
        return Kin.among(Stream.of(changes).map(KinTest::change).toList()).stream()
                .map(ofOne -> ofOne.stream().map(KinTest::told).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    /** {@code from>to+phone} */
    private static IdentityChanged change(String told) {
        String[] parties = told.split(">");
        return new IdentityChanged("1", person(parties[0]), person(parties[1]), Instant.EPOCH, null);
    }

    private static Person person(String told) {
        String[] ids = told.split("\\+");
        return new Person(new UserId(ids[0]), null, ids.length == 1 ? null : new UserId(ids[1]));
    }

    private static String told(IdentityChanged change) {
        return told(change.previous()) + ">" + told(change.current());
    }

    private static String told(Person person) {
        @Nullable UserId alias = person.alias();
        return person.userId().value() + (alias == null ? "" : "+" + alias.value());
    }
}
