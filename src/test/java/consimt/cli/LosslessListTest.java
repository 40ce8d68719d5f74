package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.answer.IdReader;
import consimt.cli.ListRows.ListRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random lists of refusals, as people and spreadsheets spoil them. Whoever wrote a list knows who is in it: each of them is
 * refused, or the command says that something is wrong.
 */
class LosslessListTest {

    private static final int LISTS = Boolean.getBoolean("consimt.thorough") ? 100_000 : 3_000;
    private static final IdReader IDS = new IdReader("RO", null);
    private static final List<Mapping> MAPPINGS =
            List.of(Mapping.of(Map.of("user", "Phone", "also", "Mail", "wish", "=OPT_OUT")));

    /** A list that is being written, and who is in it. */
    private static final class Written {

        private final Random random;
        private final Set<String> people = new HashSet<>();
        private final StringBuilder text = new StringBuilder();
        private final String divider;
        private final String end;

        Written(int seed) {
            random = new Random(seed);
            divider = one(",", ";", "\t");
            end = one("\n", "\r\n", "\r");
            boolean isNameFirst = random.nextBoolean();
            text.append(one("", "\ufeff"));
            line(isNameFirst ? "Name" : "Phone", isNameFirst ? "Phone" : "Mail", isNameFirst ? "Mail" : "Name");
            int spoilt = one(0, 1, 4);
            for (int rows = 1 + random.nextInt(6); rows > 0; rows--) {
                boolean isSpoilt = random.nextInt(8) < spoilt;
                String name = isSpoilt ? one("\"", "Pop" + divider + " Ana", "\"Ana", "Ana\"x\"") : name();
                String phone = phone();
                String mail = random.nextInt(4) == 0 ? one("", "none", "-") : mail();
                line(isNameFirst ? name : phone, isNameFirst ? phone : mail, isNameFirst ? mail : name);
                if (isSpoilt && random.nextInt(3) == 0) {
                    line(
                            random.nextBoolean()
                                    ? "Total"
                                    : random.nextBoolean() ? "Ana" + divider + phone() : divider.repeat(3) + mail());
                }
                text.append(random.nextInt(9) == 0 ? end : "");
            }
        }

        @SafeVarargs
        private <T> T one(T... values) {
            return values[random.nextInt(values.length)];
        }

        private void line(String... fields) {
            text.append(String.join(divider, fields))
                    .append(random.nextInt(6) == 0 ? divider.repeat(2) : "")
                    .append(end);
        }

        private String name() {
            return one(
                    "Ana",
                    "\"Pop" + divider + " Ana\"",
                    "\"Ana \"\"A\"\"\"",
                    "",
                    "Str. 5",
                    "\"Str. 5" + end + "Cluj\"");
        }

        private String phone() {
            String digits = "755" + (100_000 + random.nextInt(900_000));
            people.add("40" + digits);
            String wide = digits.chars()
                    .mapToObj(each -> Character.toString(each - '0' + '\uff10'))
                    .reduce("", String::concat);
            String first = one(
                    "+40" + digits,
                    "0" + digits,
                    "+40 " + digits.substring(0, 3) + " " + digits.substring(3),
                    "+40" + wide);
            return random.nextInt(6) == 0 ? first + one(" / ", "/") + phone() : first;
        }

        private String mail() {
            String mail = "p" + random.nextInt(1_000_000) + "@example.org";
            people.add(mail);
            return mail;
        }
    }

    /** The exit code; with 0, the people of the list who were not refused. */
    private static int imported(Written list) throws IOException {
        byte[] bytes = list.text.toString().getBytes(StandardCharsets.UTF_8);
        Set<String> missing = new HashSet<>(list.people);
        int code = 0;
        try (ListFile file = new ListFile("-", new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            ListRows rows = ListRows.of(file, MAPPINGS);
            for (ListRow row = rows.next(); row != null; row = rows.next()) {
                for (RowWish wish : RowWish.of(row, IDS, any -> ZoneOffset.UTC, Map.of(), id -> false)) {
                    code = wish.field().isEmpty() ? code : Consimt.SOME_ROWS_FAILED;
                    missing.remove(wish.part("userId"));
                    wish.json().path("alsoKnownAs").forEach(id -> missing.remove(id.asText()));
                }
            }
        } catch (Trouble e) {
            return Consimt.NOT_BEGUN;
        }
        assertTrue(code > 0 || missing.isEmpty(), () -> missing + " of\n" + list.text);
        return code;
    }

    @Test
    void noRefusalOfAListIsLostWithoutAWord() throws IOException {
        Map<Integer, Integer> codes = new TreeMap<>();
        for (int seed = 0; seed < LISTS; seed++) {
            codes.merge(imported(new Written(seed)), 1, Integer::sum);
        }
        assertTrue(codes.size() == 3 && codes.values().stream().allMatch(lists -> lists > LISTS / 20), codes::toString);
    }
}
