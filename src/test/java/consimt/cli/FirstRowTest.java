package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Lists of people who all refuse, however they begin: nobody of them comes out of the filter. */
class FirstRowTest {

    private static final Served REFUSING = new Served((function, asked) -> {
        JsonNode input = World.tree(asked);
        ObjectNode answer = World.JSON.createObjectNode().put("outcome", "FILTERED");
        answer.putArray("allowed");
        answer.putArray("refused").addObject().put("reason", "X").set("userIds", input.get("userIds"));
        return answer;
    });

    @AfterContainer
    static void close() {
        REFUSING.close();
    }

    @Property(tries = 500)
    void nobodyWhoRefusesComesOutOfAListWithoutNamesOfColumns(
            @ForAll("rows") List<String> rows, @ForAll("columns") String column) {
        List<String> args = new ArrayList<>(List.of("filter", "-", "--business", "b", "--country", "RO"));
        args.addAll(column.equals("none") ? List.of() : List.of("--column", column));
        byte[] list = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        assertEquals("", REFUSING.with(list, args.toArray(String[]::new)).out());
    }

    @Provide
    Arbitrary<String> columns() {
        return Arbitraries.of("none", "1", "2", "3", "", "40755500002", "Phone");
    }

    @Provide
    Arbitrary<List<String>> rows() {
        Arbitrary<String> persons = cells("40755500002", "0755 500 002", "(+40) 755-500-002", "dan@example.org");
        Arbitrary<String> words = cells("dan", "Telefon", "E-mail", "client-002", "17", "4.07E+10", "");
        Arbitrary<String> names = cells("phone", "USER ID", "Phone_Number", "mobile", "MSISDN");
        Arbitrary<List<String>> cells =
                Arbitraries.oneOf(persons, words).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<String>> withNames = Combinators.combine(
                        Arbitraries.oneOf(words, names).list().ofMaxSize(2), persons)
                .as((some, one) -> {
                    List<String> all = new ArrayList<>(some);
                    all.add(one);
                    return all;
                });
        Arbitrary<String> divider = Arbitraries.of(",", ";", "\t", "|");
        Arbitrary<String> row = Combinators.combine(Arbitraries.oneOf(cells, withNames), divider)
                .as((each, by) -> String.join(by, each));
        Arbitrary<String> begin = Arbitraries.of("", "\ufeff", "\n", "\ufeff\n", "\r\n\n", "  \n", "\ufeff\ufeff");
        return Combinators.combine(begin, row.list().ofMinSize(1).ofMaxSize(4)).as((before, all) -> {
            List<String> rows = new ArrayList<>(all);
            rows.set(0, before + rows.get(0));
            return rows;
        });
    }

    private static Arbitrary<String> cells(String... texts) {
        Arbitrary<String> shape = Arbitraries.of("%s", "\"%s\"", " %s", "%s ", "\"%s\" ");
        return Combinators.combine(Arbitraries.of(texts), shape).as((text, as) -> as.formatted(text));
    }
}
