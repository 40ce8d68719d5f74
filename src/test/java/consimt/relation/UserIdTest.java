package consimt.relation;

import static com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType.FIXED_LINE;
import static com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType.FIXED_LINE_OR_MOBILE;
import static com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType.MOBILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import consimt.answer.IdText;
import consimt.kit.OneOf;
import consimt.kit.Spellings;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a person's id is spelled, it is the id of one person; and what is no spelling of it is another id. */
class UserIdTest {

    private static final int MANY = 10_000;

    /** The country's code, how mobile numbers begin, and how many digits follow. */
    private static final List<String> COUNTRIES = List.of("""
            1 202 7, 7 9 9, 20 10 8, 27 82 7, 30 69 8, 31 6 8, 32 47 7, 33 6 8, 34 6 8, 36 30 7,
            39 33 8, 40 7 8, 41 79 7, 43 664 7, 44 7 9, 45 2 7, 46 70 7, 47 9 7, 48 5 8, 49 151 8,
            51 9 8, 521 55 8, 549 11 8, 55 119 8, 56 9 8, 57 3 9, 60 12 8, 61 4 8, 62 812 8, 63 9 9,
            65 8 7, 66 8 8, 81 90 8, 86 138 8, 90 5 9, 91 98 8, 234 80 8, 254 7 8, 351 91 7, 373 6 7
            """.strip().split(",\\s+"));

    private static final List<UnaryOperator<String>> WRITTEN = List.of(
            number -> number,
            number -> "+" + number,
            number -> "tel:+" + number,
            number -> "TEL:" + number,
            number -> "sms:+" + number,
            number -> "SMS:" + number,
            number -> "CallTo:+" + number,
            number -> "whatsapp:+" + number,
            number -> "WhatsApp:" + number,
            number -> "whatsapp:tel:+" + number,
            number -> "+" + apart(number, " ", " "),
            number -> "+" + apart(number, "-", "-"),
            number -> "+" + apart(number, ".", "."),
            number -> "+" + apart(number, " (", ") "),
            number -> "(+" + apart(number, ") [", "]-"),
            number -> "tel: +" + apart(number, "-", " "),
            number -> "\u00a0+" + apart(number, "\u00a0", "\u202f") + "\t",
            number -> "+" + apart(number, "\u2011", "\u2013"),
            number -> "\u202a+" + apart(number, "\u2212", "\u200e-") + "\u202c");

    private final Random random = new Random(20261124);

    @Test
    void everySpellingOfANumberIsOnePerson() {
        assertEquals(40, Set.copyOf(COUNTRIES).size());
        Set<String> people = new TreeSet<>();
        while (people.size() < MANY) {
            String[] country = COUNTRIES.get(people.size() % COUNTRIES.size()).split(" ");
            String number = country[0] + country[1] + digits(Integer.parseInt(country[2]));
            // Mexico's one form has no 1.
            UserId person = new UserId(number.startsWith("521") ? "52" + number.substring(3) : number);
            assertEquals(person.value(), person.asked());
            for (String phone : spellings(number)) {
                for (UnaryOperator<String> way : WRITTEN) {
                    UserId written = new UserId(way.apply(phone));
                    assertEquals(person, written, () -> way.apply(phone));
                    assertEquals(person.value(), written.value());
                    assertEquals(person.hashCode(), written.hashCode());
                    assertEquals(0, person.compareTo(written));
                    assertEquals(way.apply(phone), written.asked());
                }
            }
            people.add(person.value());
        }
    }

    /** The spellings of one phone, in digits. */
    private static List<String> spellings(String number) {
        if (number.startsWith("521")) {
            return List.of(number, "52" + number.substring(3));
        }
        if (number.startsWith("549")) {
            return List.of(number, "54" + number.substring(3));
        }
        boolean isBrazilian = number.startsWith("55") && number.charAt(5) >= '6';
        return isBrazilian ? List.of(number, number.substring(0, 4) + number.substring(5)) : List.of(number);
    }

    @Test
    void whatIsNoSpellingOfANumberStaysAsItIs() {
        List<Supplier<String>> ids = List.of(
                () -> country() + "." + digits(16),
                () -> "00" + digits(9),
                () -> "000" + digits(10),
                () -> "0" + digits(9),
                () -> digits(1 + random.nextInt(11)),
                () -> digits(14 + random.nextInt(20)),
                () -> "52" + digits(10),
                () -> "521" + digits(9),
                () -> "54" + digits(9),
                () -> "549" + digits(10),
                () -> "55" + digits(2) + "3" + digits(7),
                () -> "55" + digits(2) + "9" + digits(8),
                () -> "+" + digits(1 + random.nextInt(7)),
                () -> "+" + digits(16 + random.nextInt(9)),
                () -> "++" + digits(11),
                () -> "+40-" + digits(4) + "-x" + digits(3),
                () -> "Customer-" + digits(6),
                () -> "crm:" + country() + ":" + digits(8),
                () -> "telegram:" + digits(9),
                () -> "@" + country() + "shop" + digits(4),
                () -> country() + digits(5) + "@Tenant",
                () -> "sip:" + country() + digits(5) + "@Example.com",
                () -> country() + "@" + country() + "@example.com");
        Set<UserId> different = new TreeSet<>();
        Set<String> tried = new TreeSet<>();
        for (int i = 0; i < MANY; i++) {
            String id = ids.get(i % ids.size()).get();
            assertEquals(id, new UserId(id).value());
            different.add(new UserId(id));
            tried.add(id);
        }
        assertEquals(tried, different.stream().map(UserId::value).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:RO.1349,              RO.1349",
        "whatsapp:RO.1349,         RO.1349",
        "WHATSAPP:customer-7,      customer-7",
        "Ana.Pop@Example.COM,      ana.pop@example.com",
        "whatsapp:A+b@Mail.Example,a+b@mail.example",
        "MailTo:Ana@Example.com,   ana@example.com",
        "+0755500001,              0755500001",
        "554133334444,             554133334444"
    })
    void whatHasASpellingBesides(String spelled, String form) {
        assertEquals(form, new UserId(spelled).value());
    }

    /** Keys are read back as ids: one that became another would be somebody else's. */
    @Test
    void theFormOfAFormIsItself() {
        List<String> parts = List.of(
                "00",
                "+",
                "40",
                "755",
                "100",
                "010",
                " ",
                "-",
                "_",
                "/",
                "(",
                ")",
                ".",
                "@s.whatsapp.net",
                "@C.us",
                "0",
                "49",
                "171",
                "1234567",
                "tel:",
                "54307",
                "ana@example.com",
                "<");
        Random random = new Random(7);
        for (int n = 0; n < 40_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(8); part >= 0; part--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            for (String form : IdText.readings(text.toString())) {
                assertEquals(form, IdText.oneForm(form), text::toString);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tel:",
                "sms:",
                "mailto:",
                " ",
                "+40 755",
                "+40 755 500 001 002 003",
                "+40 755 500 001 x",
                "tel:+40755500001;ext=3",
                "+40755500001/2",
                "'ana@example.com",
                "ana pop@example.com"
            })
    void whatIsNoIdInAnySpellingIsNone(String text) {
        assertNull(UserId.orNull(text));
    }

    @Test
    void theLongestIdIsMeasuredInItsOneForm() {
        String longest = "x".repeat(128);
        assertEquals(longest, new UserId("whatsapp:" + longest).value());
        assertEquals("40755500001", new UserId("+40" + " ".repeat(200) + "755500001").value());
        assertNull(UserId.orNull(longest + "x"));
    }

    /** As long as an input may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {"tel:", "a@", ".a", "+", "(", "( 0", "1", "\u00a0", "/", "/ ", "(/-", "whatsapp:tel:+4", "a@a.a"
            })
    void noTextIsTooLongToBeRead(String piece) {
        for (String before : List.of("", "+", "a@a")) {
            assertNull(UserId.orNull(before + piece.repeat(100_000) + "!"));
        }
    }

    @Test
    void anIdIsReadAsWhatItIs() {
        Stream.of(Spellings.ofOne(), Spellings.ofNational())
                .flatMap(List::stream)
                .forEach(each -> {
                    assertEquals(each.readings(), IdText.readings(each.written()), each::toString);
                    assertNull(new UserId(each.written()).otherReading());
                });
        Spellings.ofDoubtful()
                .forEach(each -> assertEquals(each.readings(), IdText.readings(each.written()), each::toString));
        Spellings.ofNobody().forEach(each -> assertNull(UserId.orNull(each.written()), each::toString));
    }

    @Test
    void aZeroAfterACountrysCodeHasTwoReadings() {
        for (Spellings each : Spellings.ofTwo()) {
            assertEquals(each.readings(), IdText.readings(each.written()), each::toString);
            UserId usual = new UserId(each.written());
            assertEquals(each.readings().get(0), usual.value());
            UserId other = Objects.requireNonNull(usual.otherReading());
            assertEquals(each.readings().get(1), other.value());
            assertNotEquals(usual, other);
            assertNull(other.otherReading());
        }
    }

    /** The code of a country is told from the digits after it, and a zero belongs to a number where libphonenumber says so. */
    @Test
    void countriesThatKeepTheZeroHaveOneReading() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        Set<Integer> keeping = new TreeSet<>(Set.of(379)); // Given to the Vatican, which uses Italy's.
        for (int code : numbers.getSupportedCallingCodes()) {
            String region = numbers.getRegionCodeForCountryCode(code);
            boolean dialsAZero = "0".equals(numbers.getNddPrefixForRegion(region, true));
            if (!dialsAZero && beginWithAZero(numbers, code)) {
                keeping.add(code);
            }
        }
        Set<Integer> found = new TreeSet<>();
        for (int code : Stream.concat(numbers.getSupportedCallingCodes().stream(), Stream.of(379))
                .toList()) {
            List<String> readings = IdText.readings("+" + code + " 02345678");
            assertEquals(readings, IdText.readings(code + " 02345678"));
            if (readings.size() == 1) {
                found.add(code);
            } else {
                assertEquals(List.of(code + "2345678", code + "02345678"), readings);
            }
        }
        keeping.add(1); // Nobody dials a zero there, and no number begins with one.
        assertEquals(keeping, found);
    }

    private boolean beginWithAZero(PhoneNumberUtil numbers, int code) {
        for (int i = 0; i < 30_000; i++) {
            int length = 5 + i % 8;
            StringBuilder digits = new StringBuilder("0");
            while (digits.length() < length) {
                digits.append(random.nextInt(10));
            }
            PhoneNumber number = new PhoneNumber()
                    .setCountryCode(code)
                    .setNationalNumber(Long.parseLong(digits.toString()))
                    .setItalianLeadingZero(true)
                    .setNumberOfLeadingZeros(digits.length()
                            - Long.toString(Long.parseLong(digits.toString())).length());
            boolean isLong = String.valueOf(code).length() + length >= 8;
            if (isLong && List.of(FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE).contains(numbers.getNumberType(number))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noLogHasMoreThanTheEndOfAnId() {
        assertEquals("user:*01", new UserId("tel:+40 755 500 001").toString());
        assertEquals("user:*om", new UserId("o'brien/7@example.com").toString());
        assertNotEquals(new UserId("40755500001"), new UserId("40755500002"));
    }

    @Property(tries = 2_000)
    @OneOf(5)
    void theFormOfAFormIsItself(@ForAll("texts") String text) {
        String form = IdText.oneForm(text);
        assertEquals(form, IdText.oneForm(form));
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> pieces = List.of(
                "tel:",
                "WhatsApp:",
                "sms:",
                "MailTo:",
                "+",
                "521",
                "54",
                "55",
                "549",
                "40755500001",
                "12345678",
                "9",
                "0",
                "(",
                ")",
                " ",
                "\u00a0",
                "\u200e",
                "-",
                "\u2011",
                ".",
                "@",
                "A",
                "Mail",
                ".Example",
                ":",
                ";ext=3",
                "<",
                ">",
                "'",
                "/",
                "_",
                "\u0130");
        return Arbitraries.oneOf(
                Arbitraries.of(pieces).list().ofMaxSize(7).map(all -> String.join("", all)),
                Arbitraries.strings().numeric().ofLength(12).map(digits -> "55" + digits.substring(2)),
                Arbitraries.strings().numeric().ofLength(13).map(digits -> "521" + digits.substring(3)),
                Arbitraries.strings().ofMaxLength(20));
    }

    /** With something before and after the three digits behind the country's. */
    private static String apart(String number, String before, String after) {
        return number.substring(0, 2)
                + before
                + number.substring(2, 5)
                + after
                + number.substring(5, 7)
                + after
                + number.substring(7);
    }

    private String country() {
        return List.of("RO", "US", "De", "xy").get(random.nextInt(4));
    }

    /** The first is no zero. */
    private String digits(int count) {
        StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
        for (int i = 1; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
