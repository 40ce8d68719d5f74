package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import consimt.answer.IdReader;
import consimt.answer.IdReader.NumberStyle;
import consimt.answer.IdText;
import consimt.kit.Cases;
import consimt.kit.Spellings;
import consimt.relation.UserId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdReaderTest {

    private static final IdReader ROMANIA = new IdReader("RO", null);
    private static final IdReader ANYWHERE = new IdReader(null, null);

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', quoteCharacter = '`', textBlock = """
                    RO | 0755500001          | 40755500001
                    RO | 0755 500-001        | 40755500001
                    RO | (0755) 500.001      | 40755500001
                    RO | 755500001           | 40755500001
                    RO | '0755500001         | 40755500001
                    RO |  '0755500001   | 40755500001
                    RO | tel:'0755500001     | 40755500001
                    RO | '<tel:+40755500001> | 40755500001
                    RO | 40755500001         | 40755500001
                    RO | 0040755500001       | 40755500001
                    RO | +40 (0) 755 500 001 | 40755500001
                    RO | +40755500001        | 40755500001
                    RO | whatsapp:+40755500001 | 40755500001
                    RO | 4915112345678       | 4915112345678
                    RO | 12345               | 12345
                    RO | 0755                | -
                    RO | 4.07555E+10         | -
                    RO | 40755500001@s.whatsapp.net | 40755500001
                    US | 011 40 755 500 001  | 40755500001
                    US | 0040 755 500 001    | 40755500001
                    RO | +40 755 500 001 ext. 2 | -
                    RO | Ana@Example.ORG     | ana@example.org
                    RO | customer-17         | customer-17
                    RO | n/a                 | -
                    RU | 8 912 345-67-89     | 79123456789
                    RU | 89123456789         | 79123456789
                    US | (212) 555-0123      | 12125550123
                    US | 12125550123         | 12125550123
                    IT | 06 6982 1234        | 390669821234
                    -  | 0755500001          | -
                    -  | 755-500-001         | -
                    -  | +40 755 500 001     | 40755500001
                    -  | +52 1 55 1234 5678  | 525512345678
                    -  | 5215512345678       | 525512345678
                    -  | +54 11 1234 5678    | 5491112345678
                    -  | +55 11 8123 4567    | 5511981234567
                    """)
    void aNumberWithoutItsCountryIsOneOfTheBusinesss(String country, String text, String id) {
        IdReader ids = new IdReader(country, null);
        assertEquals(id, ids.read(text));
    }

    /** What is read is the functions' own form, and where they read a plus or a whole number alone, the same one. */
    @Test
    void anyIdHasTheFormOfTheFunctions() {
        Random random = new Random(32);
        String characters = "0123456789012345678901234567890123456789+ -.()/@_:aZ";
        List<String> begins = List.of("", "+", "tel:", "whatsapp:+", "0", "00", "+521", "549", "+55", "52", "40", "7");
        int numbers = 0;
        int pairs = 0;
        for (int i = 0; i < Cases.of(20_000, 200_000); i++) {
            StringBuilder text = new StringBuilder(begins.get(random.nextInt(begins.size())));
            int range = random.nextBoolean() ? 10 : characters.length();
            for (int length = random.nextInt(15); length >= 0; length--) {
                text.append(characters.charAt(random.nextInt(range)));
            }
            for (IdReader ids : List.of(ROMANIA, ANYWHERE)) {
                String id = ids.read(text.toString());
                if (id != null) {
                    assertEquals(id, IdText.oneForm(id), text::toString);
                    assertEquals(id, new UserId(id).value());
                    numbers += id.matches("[0-9]+") ? 1 : 0;
                }
            }
            List<String> all = ANYWHERE.readings(text.toString());
            List<String> theirs = IdText.readings(text.toString());
            if (IdText.lacksCode(text.toString())) {
                assertEquals(List.of(), all, text::toString);
                continue;
            }
            if (!all.isEmpty() && text.indexOf("/") < 0) {
                assertEquals(theirs, all, text::toString);
            }
            if (theirs.get(0).matches("[1-9][0-9]{7,14}")) {
                assertEquals(theirs, all, text::toString);
                pairs += theirs.size() > 1 ? 1 : 0;
            }
        }
        assertTrue(numbers > 10_000);
        assertTrue(pairs > 100);
    }

    @Test
    void anIdIsReadAsTheFunctionsReadIt() {
        Stream.of(Spellings.ofOne(), Spellings.ofTwo(), Spellings.ofNobody())
                .flatMap(List::stream)
                .forEach(each -> assertEquals(each.readings(), ANYWHERE.readings(each.written()), each::toString));
        Stream.of(Spellings.ofDoubtful(), Spellings.ofNational())
                .flatMap(List::stream)
                .forEach(each -> assertEquals(List.of(), ANYWHERE.readings(each.written()), each::toString));
    }

    /** Of the two people whom a refusal protects, a question is about the one who can have the number. */
    @Test
    void aQuestionIsAboutTheReadingThatIsANumber() {
        assertEquals(List.of("40755100010", "400755100010"), ANYWHERE.readings("+40 0755 100 010"));
        assertEquals("40755100010", ANYWHERE.read("+40 0755 100 010"));
        assertNull(ANYWHERE.read("+40 0155 100 010"));
    }

    /** A no refuses whom it means, also where its digits may be somebody else's. A yes is of nobody else. */
    @ParameterizedTest
    @ValueSource(strings = {"RO", "DE", "IT", "BR", "US", "IN", "FR", "ES", "GB", "MX"})
    void aMobileAsItsCountryWritesItIsThePersonWhoIsMeant(String country) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        PhoneNumber mobile = numbers.getExampleNumberForType(country, PhoneNumberType.MOBILE);
        String example = Long.toString(mobile.getNationalNumber());
        IdReader guessing = new IdReader(country, null);
        IdReader national = new IdReader(country, NumberStyle.NATIONAL);
        IdReader international = new IdReader(country, NumberStyle.INTERNATIONAL);
        Random random = new Random(7);
        for (int valid = 0; valid < Cases.of(200, 2_000); ) {
            int kept = 1 + random.nextInt(4);
            StringBuilder digits = new StringBuilder(example.substring(0, kept));
            while (digits.length() < example.length()) {
                digits.append(random.nextInt(10));
            }
            mobile.setNationalNumber(Long.parseLong(digits.toString()));
            if (!numbers.isValidNumberForRegion(mobile, country)) {
                continue;
            }
            valid++;
            String whole = numbers.format(mobile, PhoneNumberFormat.E164).substring(1);
            String id = IdText.oneForm(whole);
            String written = numbers.format(mobile, PhoneNumberFormat.NATIONAL);
            List<String> inTheCountry = List.of(digits.toString(), written, written.replaceAll("[^0-9]", ""));
            List<String> fromAbroad =
                    List.of(whole, "+" + whole, "00" + whole, numbers.format(mobile, PhoneNumberFormat.INTERNATIONAL));
            for (String spelled :
                    Stream.concat(inTheCountry.stream(), fromAbroad.stream()).toList()) {
                assertTrue(guessing.readings(spelled).contains(id), spelled);
                String yes = guessing.read(spelled);
                assertTrue(yes == null || yes.equals(id), spelled);
            }
            inTheCountry.forEach(spelled -> assertEquals(id, national.read(spelled), spelled));
            fromAbroad.forEach(spelled -> assertEquals(id, international.read(spelled), spelled));
        }
    }

    /** In Italy 39… of ten digits is a mobile phone, and with 39 as the country's code it is one of Rome. */
    @Test
    void aNumberThatMayBeOneOfTwoIsNoneUnlessTheListSaysHowItWritesNumbers() {
        String twice = "3906698212";
        List<String> both = List.of("39" + twice, twice);
        IdReader italy = new IdReader("IT", null);
        assertEquals(both, italy.readings(twice));
        assertNull(italy.read(twice));
        IdReader national = new IdReader("IT", NumberStyle.NATIONAL);
        IdReader international = new IdReader("IT", NumberStyle.INTERNATIONAL);
        assertEquals("39" + twice, national.read(twice));
        assertEquals(twice, international.read(twice));
        assertEquals(both, national.readings(twice), "a refusal counts for both");
        assertEquals(both, international.readings(twice));
        assertEquals("40755500001", national.read("+40 755 500 001"));
        assertNull(ROMANIA.read("0"));
    }
}
